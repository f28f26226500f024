#include "views/panels/fact_table.h"

#include <QHeaderView>
#include <QTableWidget>

namespace saccade
{

namespace
{

Qt::Alignment alignment(int column, int columns)
{
    return (column == columns - 1 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

QTableWidget* factTable(const QStringList& titles, QWidget* parent)
{
    const int columns = static_cast<int>(titles.size());
    auto* table = new QTableWidget(0, columns, parent);
    table->setHorizontalHeaderLabels(titles);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setHighlightSections(false);
    for (int column = 0; column < columns; ++column) {
        table->horizontalHeaderItem(column)->setTextAlignment(alignment(column, columns));
        table->horizontalHeader()->setSectionResizeMode(
            column, column == columns - 2 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    }
    table->setTextElideMode(Qt::ElideMiddle);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return table;
}

void setFacts(QTableWidget& table, const QList<QStringList>& rows)
{
    table.setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column) {
            auto* item = new QTableWidgetItem(rows[row].value(column));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            item->setTextAlignment(alignment(column, table.columnCount()));
            item->setToolTip(item->text());
            table.setItem(row, column, item);
        }
    }
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height() +
                         table.rowCount() * table.verticalHeader()->defaultSectionSize() +
                         2 * table.frameWidth() + 2);
}

} // namespace saccade
