// What is open: models, the inputs that were typed, the runs that were made or loaded.
#pragma once

#include "core/graph/edits.h"
#include "core/models/model.h"
#include "views/run_document.h"

#include <QObject>
#include <map>

namespace saccade
{

/// What a user asks of a model; what it does not read stays empty.
struct Prompt {
    QString text;
    QString second{};  // of a pair of texts
    QString picture{}; // path
    QString sound{};   // path
    QString series{};  // path
    std::int64_t steps = 24;
    Settings settings = Settings::object(); // of the decoder
    std::uint64_t seed = 0;

    bool operator==(const Prompt&) const = default;
};

/// One thing that a model was given: a text, or the path of a picture, a sound or a series.
struct GivenInput {
    InputKind kind = InputKind::Text;
    QString value;

    bool operator==(const GivenInput&) const = default;
};

struct RunEntry {
    int number = 0; // counted from 1, never used twice
    std::shared_ptr<const RunDocument> document;
    std::shared_ptr<const Model> model; // null: from a trace file
    Prompt prompt;
    std::vector<Edit> edits;
};

/// Setters return early when nothing changes. Old runs are dropped when all together hold more than
/// `mostBytes`.
class Workspace : public QObject
{
    Q_OBJECT
public:
    static constexpr std::int64_t mostBytes = std::int64_t{2} << 30;

    using QObject::QObject;

    const std::vector<std::shared_ptr<const Model>>& models() const { return m_models; }
    const QList<GivenInput>& inputs() const { return m_inputs; } // newest first
    const std::vector<RunEntry>& runs() const { return m_runs; }
    const std::shared_ptr<const Model>& model() const { return m_model; }
    /// The run that is shown, or null.
    const RunEntry* run() const;
    /// A run of this model, prompt and edits, or null.
    const RunEntry* find(const Model* model, const Prompt& prompt,
                         const std::vector<Edit>& edits) const;

    /// The checkpoint's own name, or the one that it was given.
    QString nameOf(const Model& model) const;
    void setName(const std::string& path, const QString& name) { m_names[path] = name; }

    /// Adds if it is new and makes it the current one; no run is shown then.
    void open(std::shared_ptr<const Model> model);
    void close(const std::shared_ptr<const Model>& model);
    /// Adds the run (its number is set here), shows it and remembers its input.
    void add(RunEntry run);
    /// Shows a run and makes its model the current one.
    void show(int number);
    void remove(int number);

signals:
    void changed();
    void modelChanged();
    void runChanged();

private:
    void remember(InputKind kind, const QString& value);
    void forgetOldRuns();

    std::vector<std::shared_ptr<const Model>> m_models;
    std::map<std::string, QString> m_names; // by path
    QList<GivenInput> m_inputs;
    std::vector<RunEntry> m_runs;
    std::shared_ptr<const Model> m_model;
    int m_shown = 0; // 0: none
    int m_lastNumber = 0;
};

} // namespace saccade
