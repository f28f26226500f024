#include "app/window/save_trace.h"

#include "app/window/preferences.h"
#include "app/window/workbench.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>

namespace saccade
{

void saveTraceAs(QWidget& window, Workbench& workbench, int number)
{
    const auto& runs = workbench.workspace().runs();
    const auto run = std::ranges::find(runs, number, &RunEntry::number);
    if (run == runs.end()) {
        return;
    }
    const RunEntry kept = *run; // the dialog may last longer than the entry
    const QString path = QFileDialog::getSaveFileName(
        &window, QCoreApplication::translate("SaveTrace", "Save the trace"),
        Preferences().folder() + QStringLiteral("/run-%1.safetensors").arg(number),
        QCoreApplication::translate("SaveTrace", "Traces (*.safetensors)"));
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        workbench.saveTrace(kept, path.toStdString());
    }
}

} // namespace saccade
