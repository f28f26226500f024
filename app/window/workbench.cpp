#include "app/window/workbench.h"

#include "app/commands/demo_model.h"
#include "app/commands/trace_info.h"
#include "app/window/demo_start.h"
#include "core/trace/trace.h"

namespace saccade
{

namespace
{

QString shown(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// Of a picture the class token, whose output is what the model says; of a text the last token.
std::int64_t firstQuery(const RunDocument& run)
{
    return run.isOnPicture() && run.queries.leading > 0 ? 0 : run.attention->queries() - 1;
}

/// `wanted` where it fits the run, else the nearest that does; without a query the last token.
Selection fitting(Selection wanted, const RunDocument& run)
{
    if (!run.attention) {
        return {};
    }
    const auto isInside = [](const std::optional<std::int64_t>& position, std::int64_t count) {
        return position && *position >= 0 && *position < count;
    };
    wanted.head.layer = wanted.head.layer < run.attention->layers() ? wanted.head.layer : 0;
    wanted.head.head = wanted.head.head < run.attention->heads() ? wanted.head.head : 0;
    for (int layer = 0; layer < run.attention->layers() && !run.attention->has(wanted.head);
         ++layer) {
        wanted.head.layer = layer;
    }
    wanted.part = run.part.values;
    if (!isInside(wanted.query, run.attention->queries())) {
        wanted.query = firstQuery(run);
        wanted.key.reset();
    }
    if (!isInside(wanted.key, run.attention->keys())) {
        wanted.key.reset();
    }
    wanted.step.reset();
    return wanted;
}

} // namespace

Workbench::Workbench(QObject* parent)
    : QObject(parent), m_panelContext{m_selection, m_edits, m_jobs.worker()}
{
    connect(&m_jobs, &Jobs::failed, this, &Workbench::noticed);
    connect(&m_edits, &EditList::editsChanged, this, &Workbench::rerun);
    connect(&m_workspace, &Workspace::runChanged, this, &Workbench::showRun);
    connect(&m_selection, &SelectionModel::selectionChanged, this, &Workbench::showPart);
    connect(&m_workspace, &Workspace::modelChanged, &m_edits, &EditList::forgetHistory);
}

Workbench::~Workbench()
{
    m_jobs.cancelAll();
}

void Workbench::open(const std::filesystem::path& path)
{
    const auto title = tr("Opening %1").arg(shown(path.filename()));
    // A tag for each path: several files given at once are all opened.
    m_jobs.post("open " + path.string(), title, [this, path](const JobControl&) -> Jobs::Finish {
        if (isTrace(path)) {
            auto document = RunDocument::of(loadTrace(path), shown(path.stem()));
            return [this, path, document] {
                RunEntry entry;
                entry.document = document;
                finish(std::move(entry), Select::Keep);
                emit opened(shown(path));
            };
        }
        auto model = openModel(path);
        return [this, path, model] {
            m_jobs.cancel("run");
            m_workspace.open(model);
            emit opened(shown(path));
        };
    });
}

void Workbench::openDemo()
{
    m_jobs.post("open", tr("Opening the demo model"), [this](const JobControl&) -> Jobs::Finish {
        auto model = openModel(demoModelFolder());
        return [this, model] {
            m_workspace.setName(model->info().path, tr("Demo model"));
            m_workspace.open(model);
            start(model, demoPrompt(), Select::Demo);
        };
    });
}

void Workbench::run(const Prompt& prompt)
{
    if (!m_workspace.model()) {
        emit noticed({Notice::Severity::Information,
                      tr("There is no model to run. Open a checkpoint first."),
                      {}});
        return;
    }
    start(m_workspace.model(), prompt, Select::Keep);
}

void Workbench::start(std::shared_ptr<const Model> model, const Prompt& prompt, Select select)
{
    RunEntry entry{
        .document = nullptr, .model = std::move(model), .prompt = prompt, .edits = m_edits.edits()};
    auto stopping = std::make_shared<Stopping>();
    m_stopping = stopping;
    const QString title = tr("Running %1").arg(m_workspace.nameOf(*entry.model));
    m_jobs.post("run", title,
                [this, engine = m_engine, entry = std::move(entry), stopping, device = m_device,
                 select](const JobControl& control) -> Jobs::Finish {
                    auto made = runEntry(*engine, entry, device, *stopping, control.stop,
                                         reportTo(control));
                    return [this, made, select] { finish(made, select); };
                });
}

RunReport Workbench::reportTo(const JobControl& control)
{
    const Delivery deliver = control.deliver;
    return {.progress = control.progress,
            .started =
                [this, deliver](const QStringList& labels) {
                    deliver([this, labels] { emit promptEncoded(labels); });
                },
            .stepped =
                [this, deliver](const QString& label) {
                    deliver([this, label] { emit stepMade(label); });
                },
            .deviceUsed =
                [this, deliver](const DeviceInfo& device) {
                    deliver([this, name = QString::fromStdString(device.name)] {
                        emit deviceUsed(name);
                    });
                },
            .noticed =
                [this, deliver](const Notice& notice) {
                    deliver([this, notice] { emit noticed(notice); });
                }};
}

void Workbench::finish(RunEntry entry, Select select)
{
    if (select == Select::Demo) {
        m_selection.select(demoSelection());
    }
    m_workspace.add(std::move(entry));
}

void Workbench::showRun()
{
    const auto* run = m_workspace.run();
    m_edits.setUsable(run != nullptr && run->model);
    // What the shown run had is no reason to run again, nor to stop what runs.
    m_isAdopting = true;
    m_edits.adopt(run != nullptr ? run->edits : std::vector<Edit>());
    m_isAdopting = false;
    m_selection.hover({});
    const auto before = m_shown;
    m_shown = run == nullptr ? nullptr : run->document->withPart(m_selection.selected().part);
    Selection wanted = m_selection.selected();
    // The position of a token says nothing about a patch, nor about another model's.
    if (!m_shown || (before && before->isOnPicture() != m_shown->isOnPicture())) {
        wanted.query.reset();
        wanted.key.reset();
    }
    m_selection.select(m_shown ? fitting(wanted, *m_shown) : wanted);
    emit shownChanged();
}

/// The selection may point at another part of the same run.
void Workbench::showPart()
{
    const Selection& selected = m_selection.selected();
    if (!m_shown || !m_shown->attention || selected.part == m_shown->part.values) {
        return;
    }
    Selection wanted = selected;
    m_shown = m_shown->withPart(selected.part);
    wanted.query.reset();
    m_selection.hover({});
    m_selection.select(fitting(wanted, *m_shown));
    emit shownChanged();
}

void Workbench::rerun()
{
    const auto* run = m_workspace.run();
    if (m_isAdopting || run == nullptr || !run->model) {
        return;
    }
    // The same run again, as after undo, is there already: runs are determined by what is compared
    // here.
    if (const auto* known = m_workspace.find(run->model.get(), run->prompt, m_edits.edits())) {
        m_jobs.cancel("run");
        m_workspace.show(known->number);
        return;
    }
    start(run->model, run->prompt, Select::Keep);
}

void Workbench::stop()
{
    if (m_stopping && m_stopping->keepSteps.exchange(true)) {
        m_stopping->again.request_stop();
    }
    m_jobs.stop("run");
}

void Workbench::saveTrace(const RunEntry& run, const std::filesystem::path& path)
{
    m_jobs.post("save " + path.string(), tr("Saving %1").arg(shown(path.filename())),
                [this, path, trace = run.document->trace](const JobControl&) -> Jobs::Finish {
                    saccade::saveTrace(*trace, path);
                    return [this, path] {
                        emit noticed({Notice::Severity::Information,
                                      tr("Saved as %1.").arg(shown(path)),
                                      {}});
                    };
                });
}

void Workbench::findDevices()
{
    m_jobs.post("devices", {}, [this](const JobControl&) -> Jobs::Finish {
        return [this, devices = allDevices()] { emit devicesFound(devices); };
    });
}

} // namespace saccade
