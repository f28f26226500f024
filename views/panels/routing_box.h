// Which experts a mixture of experts chose for the selected token.
#pragma once

#include "views/run_document.h"

#include <QWidget>
#include <optional>

class QTableWidget;

namespace saccade
{

/// Hidden where no router was captured ("blocks.2.mlp.router" [n, experts]).
class RoutingBox : public QWidget
{
    Q_OBJECT
public:
    explicit RoutingBox(QWidget* parent = nullptr);
    void setRow(const RunDocument* run, int layer, std::optional<std::int64_t> query);

private:
    QTableWidget* m_table;
};

} // namespace saccade
