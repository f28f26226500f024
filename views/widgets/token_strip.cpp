#include "views/widgets/token_strip.h"

#include "views/colour_map.h"
#include "views/focus_frame.h"
#include "views/theme.h"
#include "views/token_label.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double margin = 10;
constexpr double padding = 3;     // around a token's text
constexpr double longest = 220;   // a longer label is elided
constexpr float strongest = 0.8F; // of the colour map, so that text stays readable on it

using Position = std::optional<std::int64_t>;

} // namespace

struct TokenStrip::Parts {
    struct Token {
        QRectF box; // in the document
        QString text;
    };

    explicit Parts(TokenStrip& owner) : strip(owner), bar(new QScrollBar(Qt::Vertical, &owner)) {}

    void layOut();
    double lineHeight() const { return std::ceil(QFontMetricsF(strip.font()).height()) + 9; }
    Position at(const QPointF& place) const;
    Position above(std::int64_t position, int lines) const;
    void reveal(std::int64_t position);
    void choose(std::int64_t position);
    QColor groundOf(float weight, const Theme& theme) const;
    void paintToken(QPainter& painter, std::size_t index, const Theme& theme) const;

    TokenStrip& strip;
    QScrollBar* bar;
    QStringList labels;
    std::vector<Token> tokens;
    std::int64_t promptLength = 0;
    std::vector<float> weights;
    bool hasNegative = false;
    Position query, key, hovered;
};

void TokenStrip::Parts::layOut()
{
    const QFontMetricsF metrics(strip.font());
    const double line = lineHeight();
    const auto flow = [&](double width) {
        tokens.clear();
        QPointF place(margin, margin - 2);
        for (const auto& label : labels) {
            const QString text = metrics.elidedText(label, Qt::ElideRight, longest);
            const double wide =
                std::max(6.0, std::ceil(metrics.horizontalAdvance(text))) + 2 * padding;
            if (place.x() + wide > width - margin && place.x() > margin) {
                place = QPointF(margin, place.y() + line);
            }
            tokens.push_back({QRectF(place, QSizeF(wide, line - 5)), text});
            place.rx() += wide;
            if (label.endsWith(u'⏎')) {
                place = QPointF(margin, place.y() + line);
            }
        }
        return tokens.empty() ? 0.0 : tokens.back().box.bottom() + margin - 2;
    };
    double height = flow(strip.width());
    const bool scrolls = height > strip.height() + 1;
    if (scrolls) {
        height = flow(strip.width() - bar->sizeHint().width());
    }
    bar->setVisible(scrolls);
    bar->setGeometry(strip.width() - bar->sizeHint().width(), 0, bar->sizeHint().width(),
                     strip.height());
    bar->setRange(0, std::max(0, static_cast<int>(std::ceil(height)) - strip.height()));
    bar->setPageStep(strip.height());
    bar->setSingleStep(static_cast<int>(line));
    strip.update();
}

Position TokenStrip::Parts::at(const QPointF& place) const
{
    const QPointF inDocument = place + QPointF(0, bar->value());
    const auto found = std::ranges::lower_bound(
        tokens, inDocument.y(), {}, [](const Token& token) { return token.box.bottom(); });
    for (auto token = found; token != tokens.end() && token->box.top() <= inDocument.y(); ++token) {
        if (token->box.contains(inDocument)) {
            return token - tokens.begin();
        }
    }
    return std::nullopt;
}

/// The token on the line `lines` further, nearest in x.
Position TokenStrip::Parts::above(std::int64_t position, int lines) const
{
    const QPointF centre = tokens[static_cast<std::size_t>(position)].box.center();
    const double top = centre.y() + lines * lineHeight();
    Position best;
    double bestDistance = 1e12;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto& box = tokens[i].box;
        const double distance = std::fabs(box.center().x() - centre.x());
        if (box.top() <= top && box.bottom() >= top && distance < bestDistance) {
            best = static_cast<std::int64_t>(i);
            bestDistance = distance;
        }
    }
    return best;
}

void TokenStrip::Parts::reveal(std::int64_t position)
{
    const auto& box = tokens[static_cast<std::size_t>(position)].box;
    if (box.top() - margin < bar->value()) {
        bar->setValue(static_cast<int>(box.top() - margin));
    } else if (box.bottom() + margin > bar->value() + strip.height()) {
        bar->setValue(static_cast<int>(std::ceil(box.bottom() + margin)) - strip.height());
    }
}

void TokenStrip::Parts::choose(std::int64_t position)
{
    const auto last = std::ssize(tokens) - 1;
    query = std::clamp<std::int64_t>(position, 0, last);
    reveal(*query);
    strip.update();
    emit strip.tokenClicked(*query);
}

/// Of rows with both signs: the ends of the diverging map, the more of them the larger the value.
QColor TokenStrip::Parts::groundOf(float weight, const Theme& theme) const
{
    const float size = std::min(std::fabs(weight), 1.0F) * strongest;
    if (!hasNegative) {
        return QColor(ColourMap::named("saccade", theme.shade).colour(size));
    }
    constexpr float red = 0.85F; // of the map: its very ends are nearly black
    constexpr float blue = 0.15F;
    const QColor end(ColourMap::named("balance").colour(weight > 0 ? red : blue));
    const auto mixed = [size](int from, int to) {
        return from + static_cast<int>(static_cast<float>(to - from) * size);
    };
    return QColor(mixed(theme.surface.red(), end.red()), mixed(theme.surface.green(), end.green()),
                  mixed(theme.surface.blue(), end.blue()));
}

void TokenStrip::Parts::paintToken(QPainter& painter, std::size_t index, const Theme& theme) const
{
    const auto& token = tokens[index];
    const auto position = static_cast<std::int64_t>(index);
    const QFontMetricsF metrics(strip.font());
    QColor text = theme.text;
    QColor muted = theme.secondaryText;
    if (index < weights.size() && weights[index] != 0.0F) {
        const QColor ground = groundOf(weights[index], theme);
        painter.fillRect(token.box, ground);
        const bool isStrong =
            theme.shade == Shade::Light ? ground.lightnessF() < 0.62F : ground.lightnessF() > 0.5F;
        text = isStrong ? theme.surface : theme.text;
        muted = isStrong                  ? theme.surface
                : ground == theme.surface ? theme.secondaryText
                                          : theme.text;
    }
    const double baseline =
        token.box.top() + (token.box.height() + metrics.ascent() - metrics.descent()) / 2;
    paintTokenLabel(painter, {token.box.left() + padding, std::round(baseline)}, token.text,
                    strip.font(), {text, muted});
    if (position >= promptLength) {
        painter.fillRect(QRectF(token.box.left(), token.box.bottom(), token.box.width(), 1),
                         theme.accent);
    }
    const auto outline = [&](const QColor& colour, double width) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(token.box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
    };
    if (position == key && key != query) {
        outline(theme.text, 1);
    }
    if (position == query) {
        outline(theme.accent, 2);
    } else if (position == hovered) {
        outline(theme.secondaryText, 1);
    }
}

TokenStrip::TokenStrip(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("tokenStrip"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(44);
    setAccessibleName(tr("Tokens"));
    setAccessibleDescription(
        tr("The text of the run, token by token. Arrow keys move the selection."));
    m_parts->bar->hide();
    connect(m_parts->bar, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
}

TokenStrip::~TokenStrip() = default;

void TokenStrip::setTokens(const QStringList& labels, std::int64_t promptLength)
{
    m_parts->labels = labels;
    m_parts->promptLength = promptLength;
    m_parts->weights.clear();
    m_parts->query = m_parts->key = m_parts->hovered = std::nullopt;
    m_parts->layOut();
}

void TokenStrip::setWeights(std::vector<float> unitWeights)
{
    m_parts->weights = std::move(unitWeights);
    m_parts->hasNegative =
        std::ranges::any_of(m_parts->weights, [](float weight) { return weight < 0; });
    update();
}

void TokenStrip::setSelected(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    const auto inside = [&](Position position) {
        return position && *position >= 0 && *position < std::ssize(m_parts->tokens) ? position
                                                                                     : std::nullopt;
    };
    m_parts->query = inside(query);
    m_parts->key = inside(key);
    if (m_parts->query) {
        m_parts->reveal(*m_parts->query);
    }
    update();
}

QSize TokenStrip::sizeHint() const
{
    return {640, static_cast<int>(3 * m_parts->lineHeight() + 2 * margin)};
}

bool TokenStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto position = m_parts->at(help->pos());
        const QString text =
            !position ? QString()
            : *position < m_parts->promptLength
                ? tr("%1 at position %2").arg(isolated(m_parts->labels[*position])).arg(*position)
                : tr("%1 at position %2, generated")
                      .arg(isolated(m_parts->labels[*position]))
                      .arg(*position);
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::FontChange) {
        m_parts->layOut();
    }
    return QWidget::event(event);
}

void TokenStrip::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (m_parts->tokens.empty()) {
        paintHint(painter, rect(), tr("The tokens of a run appear here."), font(),
                  theme.secondaryText);
        return;
    }
    const double top = event->rect().top() + m_parts->bar->value();
    const double bottom = event->rect().bottom() + 1 + m_parts->bar->value();
    painter.translate(0, -m_parts->bar->value());
    const auto first = std::ranges::lower_bound(
        m_parts->tokens, top - 2, {}, [](const Parts::Token& token) { return token.box.bottom(); });
    for (auto token = first; token != m_parts->tokens.end() && token->box.top() < bottom; ++token) {
        m_parts->paintToken(painter, static_cast<std::size_t>(token - m_parts->tokens.begin()),
                            theme);
    }
    paintFocusFrame(painter, *this, theme);
}

void TokenStrip::resizeEvent(QResizeEvent*)
{
    m_parts->layOut();
}

void TokenStrip::mousePressEvent(QMouseEvent* event)
{
    const auto position = m_parts->at(event->position());
    if (event->button() == Qt::LeftButton && position) {
        m_parts->choose(*position);
    }
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event)
{
    const auto position = m_parts->at(event->position());
    if (position != m_parts->hovered) {
        m_parts->hovered = position;
        update();
        emit tokenHovered(position);
    }
}

void TokenStrip::leaveEvent(QEvent*)
{
    if (m_parts->hovered) {
        m_parts->hovered.reset();
        update();
        emit tokenHovered(std::nullopt);
    }
}

void TokenStrip::wheelEvent(QWheelEvent* event)
{
    const int pixels = event->pixelDelta().isNull()
                           ? event->angleDelta().y() * m_parts->bar->singleStep() / 60
                           : event->pixelDelta().y();
    m_parts->bar->setValue(m_parts->bar->value() - pixels);
    event->setAccepted(m_parts->bar->maximum() > 0);
}

void TokenStrip::keyPressEvent(QKeyEvent* event)
{
    auto& parts = *m_parts;
    if (parts.tokens.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto current = parts.query.value_or(-1);
    const auto from = std::max<std::int64_t>(current, 0);
    switch (event->key()) {
    case Qt::Key_Left:
        parts.choose(current - 1);
        break;
    case Qt::Key_Right:
        parts.choose(current + 1);
        break;
    case Qt::Key_Up:
        parts.choose(parts.above(from, -1).value_or(from));
        break;
    case Qt::Key_Down:
        parts.choose(parts.above(from, 1).value_or(from));
        break;
    case Qt::Key_Home:
        parts.choose(0);
        break;
    case Qt::Key_End:
        parts.choose(std::ssize(parts.tokens) - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace saccade
