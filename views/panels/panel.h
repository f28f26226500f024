// A panel composes displays for one task; each kind registers itself.
#pragma once

#include "core/base/registry.h"
#include "views/displays/figure.h"
#include "views/panels/edit_list.h"
#include "views/run_document.h"
#include "views/selection.h"

#include <QIcon>
#include <QWidget>

namespace saccade
{

class Worker;

/// What every panel is given; all of it outlives the panel.
struct PanelContext {
    SelectionModel& selection;
    EditList& edits;
    Worker& worker; // for work that takes longer than a frame
};

class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(PanelContext& context, QWidget* parent = nullptr)
        : QWidget(parent), m_context(context)
    {
    }
    /// Shows another run; null: none, the panel says what to do.
    virtual void setRun(std::shared_ptr<const RunDocument> run) = 0;
    /// The model that a prompt would run; null: none is open.
    virtual void setModel(std::shared_ptr<const Model>) {}
    /// Identifier of the FigureKind and the options that draw what the panel shows now; empty if
    /// nothing can be exported.
    virtual std::string figureKind() const { return {}; }
    virtual FigureOptions figureOptions() const { return {}; }
    /// Puts what the panel shows on the clipboard: picture and numbers.
    virtual void copy() const {}
    /// "What am I looking at": rich text with formula and citation.
    virtual QString explanation() const = 0;

signals:
    /// What can be copied and exported may have changed.
    void contentChanged();
    /// The user wants to open a model.
    void openRequested();

protected:
    PanelContext& m_context;
};

enum class PanelPlace { Centre, Right, Bottom };

class PanelKind
{
public:
    virtual ~PanelKind() = default;
    virtual std::string_view identifier() const = 0;
    virtual QString title() const = 0;
    virtual QIcon icon() const = 0;
    virtual PanelPlace place() const = 0;
    virtual Panel* create(PanelContext& context, QWidget* parent) const = 0;
};

} // namespace saccade
