// The work behind the window, without widgets: what is open, what is selected, what runs.
#pragma once

#include "app/window/jobs.h"
#include "app/window/run_task.h"
#include "app/window/workspace.h"
#include "views/panels/panel.h"

namespace saccade
{

/// Outlives the window, so that the window can be built anew in another language.
class Workbench : public QObject
{
    Q_OBJECT
public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    Jobs& jobs() { return m_jobs; }
    Workspace& workspace() { return m_workspace; }
    SelectionModel& selection() { return m_selection; }
    EditList& edits() { return m_edits; }
    PanelContext& panelContext() { return m_panelContext; }

    /// A checkpoint or a trace, by detection. Nothing changes if it cannot be opened.
    void open(const std::filesystem::path& path);
    /// The built-in model and a run that shows something at once.
    void openDemo();
    void run(const Prompt& prompt);
    /// Ends the run with the steps made so far; called again it drops it.
    void stop();
    bool isRunning() const { return m_jobs.isRunning("run"); }
    /// The run that is shown, looking at the selected part of its attention; null: none.
    const std::shared_ptr<const RunDocument>& document() const { return m_shown; }
    void saveTrace(const RunEntry& run, const std::filesystem::path& path);
    /// "auto", "cpu", "gpu:0" …: used from the next run on.
    void setDevice(const std::string& choice) { m_device = choice; }
    const std::string& device() const { return m_device; }
    /// Looks for the devices of this machine in the background; the answer is `devicesFound`.
    void findDevices();

signals:
    void noticed(const saccade::Notice& notice);
    void opened(const QString& path);
    /// A run has begun to compute: the labels of the prompt, then one for each step.
    void promptEncoded(const QStringList& labels);
    void stepMade(const QString& label);
    void deviceUsed(const QString& name);
    void devicesFound(const std::vector<saccade::DeviceInfo>& devices);
    /// Another run, or another part of it.
    void shownChanged();

private:
    enum class Select { Keep, Demo };

    void rerun();
    void showRun();
    void showPart();
    void start(std::shared_ptr<const Model> model, const Prompt& prompt, Select select);
    void finish(RunEntry entry, Select select);
    RunReport reportTo(const JobControl& control);

    SelectionModel m_selection;
    Workspace m_workspace;
    std::shared_ptr<const RunDocument> m_shown;
    EditList m_edits;
    bool m_isAdopting = false; // the edits of a shown run are taken over
    std::string m_device = "auto";
    std::shared_ptr<Engine> m_engine = std::make_shared<Engine>(); // touched by jobs alone
    std::shared_ptr<Stopping> m_stopping;                          // of the newest run
    Jobs m_jobs;
    PanelContext m_panelContext;
};

} // namespace saccade
