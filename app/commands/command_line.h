// What the program does with its arguments: a subcommand, or the window.
#pragma once

namespace saccade
{

/// Exit code 0; 1 for an Error, said in one sentence on standard error; 2 where the command line is
/// wrong.
int runProgram(int& argc, char** argv);

} // namespace saccade
