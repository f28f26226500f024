// Widgets in a row that continues on the next line where the width ends.
#pragma once

#include <QLayout>
#include <QList>

namespace saccade
{

class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent, int horizontalGap, int verticalGap);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect& rectangle) override;

private:
    enum class Pass { Measure, Place };
    int arrange(const QRect& rectangle, Pass pass) const;

    QList<QLayoutItem*> m_items;
    int m_horizontalGap, m_verticalGap;
};

} // namespace saccade
