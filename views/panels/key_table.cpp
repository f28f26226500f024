#include "views/panels/key_table.h"

#include "views/panels/head_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace saccade
{

namespace
{

constexpr int keysShown = 12;
constexpr int exactValue = Qt::UserRole;
enum Column { Key, Token, Attention, fieldCount };

QTableWidgetItem* cell(const QString& text, Qt::Alignment alignment)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setToolTip(text);
    return item;
}

} // namespace

KeyTable::KeyTable(QWidget* parent) : QTableWidget(0, fieldCount, parent)
{
    setObjectName(QStringLiteral("keyTable"));
    setAccessibleName(tr("Strongest keys"));
    setHorizontalHeaderLabels({tr("Key"), tr("Token"), tr("Attention")});
    horizontalHeaderItem(Key)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeaderItem(Token)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeaderItem(Attention)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setSectionResizeMode(Key, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(Token, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(Attention, QHeaderView::ResizeToContents);
    horizontalHeader()->setHighlightSections(false);
    setTextElideMode(Qt::ElideMiddle);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QTableWidget::cellClicked, this,
            [this](int row) { emit keyChosen(item(row, Key)->data(exactValue).toLongLong()); });
    connect(this, &QTableWidget::cellActivated, this,
            [this](int row) { emit keyChosen(item(row, Key)->data(exactValue).toLongLong()); });
    clearRows();
}

void KeyTable::setRow(const RowFacts& row, const QStringList& labels)
{
    const auto keys = row.strongestKeys(keysShown);
    setRowCount(static_cast<int>(keys.size()));
    for (int i = 0; i < rowCount(); ++i) {
        const auto key = keys[static_cast<std::size_t>(i)];
        const auto value = static_cast<double>(row.values[static_cast<std::size_t>(key)]);
        auto* position = cell(QString::number(key), Qt::AlignRight);
        position->setData(exactValue, QVariant::fromValue<qlonglong>(key));
        auto* number = cell(valueWords(value), Qt::AlignRight);
        number->setData(exactValue, value);
        setItem(i, Key, position);
        setItem(i, Token, cell(labels.value(static_cast<qsizetype>(key)), Qt::AlignLeft));
        setItem(i, Attention, number);
    }
    setFixedHeight(horizontalHeader()->sizeHint().height() +
                   rowCount() * verticalHeader()->defaultSectionSize() + 2 * frameWidth() + 2);
}

void KeyTable::clearRows()
{
    setRowCount(0);
    setFixedHeight(horizontalHeader()->sizeHint().height() + 2 * frameWidth());
}

QString KeyTable::asText() const
{
    QString text = QStringLiteral("%1\t%2\t%3\n").arg(tr("Key"), tr("Token"), tr("Attention"));
    for (int i = 0; i < rowCount(); ++i) {
        text += QStringLiteral("%1\t%2\t%3\n")
                    .arg(item(i, Key)->text(), item(i, Token)->text(),
                         QString::number(item(i, Attention)->data(exactValue).toDouble(), 'g', 9));
    }
    return text;
}

void KeyTable::copy() const
{
    QGuiApplication::clipboard()->setText(asText());
}

void KeyTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    QTableWidget::keyPressEvent(event);
}

} // namespace saccade
