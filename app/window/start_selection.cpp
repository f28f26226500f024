#include "app/window/start_selection.h"

#include "app/window/window_options.h"
#include "app/window/workbench.h"

#include <QCoreApplication>
#include <cstdio>

namespace saccade
{

namespace
{

constexpr int wrongUsage = 2;

Selection selectionOf(const WindowOptions& options, const RunDocument& run)
{
    Selection selection;
    selection.part =
        options.part.empty() ? run.part.values : partNamed(run.parts, options.part).values;
    selection.head = {.layer = options.layer, .head = options.head};
    if (options.query >= 0) {
        selection.query = options.query;
    }
    return selection;
}

void refuse(Workbench& workbench, const WindowOptions& options, const UsageError& error)
{
    const Notice notice = errorNotice(error, {});
    emit workbench.noticed(notice);
    if (!options.screenshot.empty()) {
        std::fprintf(stderr, "saccade: %s\n", qPrintable(notice.text));
        QCoreApplication::exit(wrongUsage);
    }
}

} // namespace

void selectAtStart(Workbench& workbench, const WindowOptions& options)
{
    auto* once = new QObject(&workbench);
    QObject::connect(
        &workbench, &Workbench::shownChanged, once,
        [&workbench, options, once] {
            const auto run = workbench.document();
            if (!run || !run->attention) {
                return;
            }
            once->deleteLater();
            QObject::disconnect(&workbench, nullptr, once, nullptr);
            try {
                workbench.selection().select(selectionOf(options, *run));
            } catch (const UsageError& error) {
                refuse(workbench, options, error);
            }
        },
        Qt::QueuedConnection);
}

} // namespace saccade
