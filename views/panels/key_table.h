// The keys that one query attends to most, as a table that can be copied.
#pragma once

#include "views/panels/head_facts.h"

#include <QStringList>
#include <QTableWidget>

namespace saccade
{

class KeyTable : public QTableWidget
{
    Q_OBJECT
public:
    explicit KeyTable(QWidget* parent = nullptr);

    void setRow(const RowFacts& row, const QStringList& labels);
    void clearRows();
    /// Tab-separated, with a header line; the values with nine digits.
    QString asText() const;

public slots:
    void copy() const;

signals:
    void keyChosen(std::int64_t key);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace saccade
