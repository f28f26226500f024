// A small table of words and numbers, as high as its rows.
#pragma once

#include <QList>
#include <QStringList>

class QTableWidget;
class QWidget;

namespace saccade
{

/// The last column holds numbers and stands right; the one before takes what room there is.
QTableWidget* factTable(const QStringList& titles, QWidget* parent);
void setFacts(QTableWidget& table, const QList<QStringList>& rows);

} // namespace saccade
