// What the user points at; shared by all panels, so that views are linked.
#pragma once

#include "core/trace/attention_source.h"

#include <QObject>
#include <optional>

namespace saccade
{

struct Selection {
    std::string part{}; // AttentionPart::values; empty: the first
    HeadChoice head{};
    std::optional<std::int64_t> query{}; // position
    std::optional<std::int64_t> key{};
    std::optional<std::int64_t> step{};

    bool operator==(const Selection&) const = default;
};

/// The only state that panels share. Setters return early when nothing changes.
class SelectionModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    const Selection& selected() const { return m_selected; }
    const Selection& hovered() const { return m_hovered; }

public slots:
    void select(const saccade::Selection& selection);
    void hover(const saccade::Selection& selection);

signals:
    void selectionChanged(const saccade::Selection& selection);
    void hoverChanged(const saccade::Selection& selection);

private:
    Selection m_selected;
    Selection m_hovered;
};

} // namespace saccade
