#include "views/panels/line_icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace saccade
{

namespace
{

/// Asks the palette at each painting, so that nothing has to be rebuilt when the theme changes.
class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QByteArray drawing, QPalette::ColorRole role)
        : m_drawing(std::move(drawing)), m_role(role)
    {
    }

    void paint(QPainter* painter, const QRect& rectangle, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : m_role;
        const QColor colour = QGuiApplication::palette().color(group, role);
        QByteArray drawing = m_drawing;
        drawing.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(drawing);
        const int side = std::min(rectangle.width(), rectangle.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rectangle).center());
        renderer.render(painter, square);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return picture;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

private:
    QByteArray m_drawing;
    QPalette::ColorRole m_role;
};

} // namespace

QIcon lineIcon(const QString& name, QPalette::ColorRole role)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon %s", qPrintable(name));
        return {};
    }
    return QIcon(new LineIconEngine(file.readAll(), role));
}

} // namespace saccade
