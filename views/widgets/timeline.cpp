#include "views/widgets/timeline.h"

#include "views/displays/axis_labels.h"
#include "views/focus_frame.h"
#include "views/number_axis.h"
#include "views/theme.h"
#include "views/token_label.h"
#include "views/widgets/play_icon.h"

#include <QBasicTimer>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr int stepMilliseconds = 250; // while playing
constexpr double buttonSpace = 36;
constexpr double margin = 10;

using Position = std::optional<std::int64_t>;

/// −log p in nats; a probability that underflowed counts as the smallest float.
double surprise(const Step& step)
{
    return -std::log(std::max(static_cast<double>(step.probability), 1e-38));
}

} // namespace

struct Timeline::Parts {
    explicit Parts(Timeline& owner) : timeline(owner), button(new QToolButton(&owner)) {}

    std::int64_t count() const { return std::ssize(steps); }
    QRectF plot() const;
    double promptWidth() const;
    double left(std::int64_t step) const;
    Position at(double x) const;
    void choose(std::int64_t step);
    void setPlaying(bool playing);
    void refreshButton();
    void paintBars(QPainter& painter, const Theme& theme) const;
    void paintAxis(QPainter& painter, const Theme& theme) const;
    QString describe(std::int64_t step) const;

    Timeline& timeline;
    QToolButton* button;
    std::vector<Step> steps;
    QStringList labels;
    double highest = 1; // nats
    Position current, hovered;
    QBasicTimer timer;
};

QRectF Timeline::Parts::plot() const
{
    const double labelHeight = QFontMetricsF(smaller(timeline.font(), 0.8)).height();
    return QRectF(margin + buttonSpace, margin,
                  std::max(1.0, timeline.width() - 2 * margin - buttonSpace),
                  std::max(8.0, timeline.height() - margin - labelHeight - 7));
}

/// The prompt takes a stretch by its share, but never much: steps are what is looked at.
double Timeline::Parts::promptWidth() const
{
    const double width = plot().width();
    return std::min(96.0, width * 0.15);
}

double Timeline::Parts::left(std::int64_t step) const
{
    const QRectF area = plot();
    const double room = area.width() - promptWidth();
    const double each =
        std::min(room / static_cast<double>(std::max<std::int64_t>(1, count())), 18.0);
    return area.left() + promptWidth() + static_cast<double>(step) * each;
}

Position Timeline::Parts::at(double x) const
{
    if (count() == 0 || x < left(0)) {
        return std::nullopt;
    }
    const double each = left(1) - left(0);
    return std::min(static_cast<std::int64_t>((x - left(0)) / each), count() - 1);
}

void Timeline::Parts::choose(std::int64_t step)
{
    const auto next = std::clamp<std::int64_t>(step, 0, count() - 1);
    if (current == next) {
        return;
    }
    current = next;
    timeline.update();
    emit timeline.stepChosen(next);
}

void Timeline::Parts::setPlaying(bool playing)
{
    if (playing == timer.isActive()) {
        return;
    }
    if (playing) {
        timer.start(stepMilliseconds, &timeline);
    } else {
        timer.stop();
    }
    refreshButton();
    emit timeline.playingChanged(playing);
}

void Timeline::Parts::refreshButton()
{
    const Theme& theme = Theme::of(timeline.palette());
    button->setIcon(playIcon(theme.text, timer.isActive(), timeline.devicePixelRatioF()));
    const QString text = timer.isActive() ? Timeline::tr("Pause") : Timeline::tr("Play");
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setVisible(count() > 0);
}

QString Timeline::Parts::describe(std::int64_t step) const
{
    const auto& item = steps[static_cast<std::size_t>(step)];
    return Timeline::tr("Step %1: %2\nprobability %3, surprise %4 nats")
        .arg(step + 1)
        .arg(isolated(labels.value(step)), shortNumber(item.probability),
             QString::number(surprise(item), 'f', 2));
}

void Timeline::Parts::paintBars(QPainter& painter, const Theme& theme) const
{
    const QRectF area = plot();
    const double each = left(1) - left(0);
    const double gap = each >= 4 ? 1 : 0;
    const double ratio = timeline.devicePixelRatioF();
    const auto snap = [&](double x) { return std::round(x * ratio) / ratio; };
    QColor quiet = theme.secondaryText;
    quiet.setAlphaF(0.55F);
    for (std::int64_t step = 0; step < count();) {
        const double x = snap(left(step));
        double height = 0;
        const auto first = step;
        do { // steps that share a pixel show their highest
            height = std::max(height, surprise(steps[static_cast<std::size_t>(step)]) / highest);
            ++step;
        } while (step < count() && snap(left(step)) <= x);
        const bool isCurrent = current && *current >= first && *current < step;
        const bool isPast = !current || first <= *current;
        const double tall = std::max(1.0, std::round(height * (area.height() - 2)));
        const double wide = std::max(1 / ratio, snap(left(step)) - x - gap);
        painter.fillRect(QRectF(x, area.bottom() - tall, wide, tall), isCurrent ? theme.accent
                                                                      : isPast  ? quiet
                                                                                : theme.line);
    }
}

void Timeline::Parts::paintAxis(QPainter& painter, const Theme& theme) const
{
    const QRectF area = plot();
    const QFont font = smaller(timeline.font(), 0.8);
    const QFontMetricsF metrics(font);
    const double base = area.bottom() + 4 + metrics.ascent();
    painter.fillRect(QRectF(area.left(), area.bottom(), left(count()) - area.left(), 1),
                     theme.line);
    painter.fillRect(QRectF(area.left(), area.bottom() - 2, left(0) - area.left() - 3, 3),
                     theme.line);
    painter.setFont(font);
    painter.setPen(theme.secondaryText);
    painter.drawText(QPointF(area.left(), base),
                     metrics.elidedText(Timeline::tr("prompt"), Qt::ElideRight, promptWidth()));
    const QString most = Timeline::tr("%1 nats").arg(QString::number(highest, 'f', 1));
    const double mostWidth = metrics.horizontalAdvance(most);
    if (mostWidth + 8 <= promptWidth()) { // the height of the tallest mark
        painter.drawText(QPointF(left(0) - 8 - mostWidth, area.top() + metrics.ascent() - 2), most);
        painter.fillRect(QRectF(left(0) - 6, area.top() + 1, 4, 1), theme.line);
    }
    const double each = left(1) - left(0);
    const auto stride =
        niceStride((metrics.horizontalAdvance(QString::number(count())) + 14) / each);
    for (std::int64_t step = stride - 1; step < count(); step += stride) {
        const QString number = QString::number(step + 1);
        const double wide = metrics.horizontalAdvance(number);
        const double centre = left(step) + each / 2;
        painter.drawText(QPointF(std::min(centre - wide / 2, timeline.width() - 4 - wide), base),
                         number);
    }
}

Timeline::Timeline(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("timeline"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 56);
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        tr("One mark a step, as high as its token was surprising. Arrow keys step, Space plays."));
    m_parts->button->setAutoRaise(true);
    m_parts->button->setFocusPolicy(Qt::NoFocus);
    m_parts->button->setObjectName(QStringLiteral("playButton"));
    connect(m_parts->button, &QToolButton::clicked, this,
            [this] { isPlaying() ? pause() : play(); });
    m_parts->refreshButton();
}

Timeline::~Timeline() = default;

void Timeline::setSteps(std::vector<Step> steps, const QStringList& stepLabels)
{
    pause();
    m_parts->steps = std::move(steps);
    m_parts->labels = stepLabels;
    m_parts->current = m_parts->hovered = std::nullopt;
    m_parts->highest = 1;
    for (const auto& step : m_parts->steps) {
        m_parts->highest = std::max(m_parts->highest, surprise(step));
    }
    m_parts->refreshButton();
    update();
}

void Timeline::setCurrent(std::optional<std::int64_t> step)
{
    m_parts->current = step && *step >= 0 && *step < m_parts->count() ? step : std::nullopt;
    update();
}

bool Timeline::isPlaying() const
{
    return m_parts->timer.isActive();
}

void Timeline::play()
{
    auto& parts = *m_parts;
    if (parts.count() == 0) {
        return;
    }
    parts.setPlaying(true);
    if (!parts.current || *parts.current + 1 >= parts.count()) {
        parts.current.reset();
        parts.choose(0); // from the start again
    }
}

void Timeline::pause()
{
    m_parts->setPlaying(false);
}

QSize Timeline::sizeHint() const
{
    return {640, 72};
}

bool Timeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto step = m_parts->at(help->pos().x());
        QToolTip::showText(help->globalPos(), step ? m_parts->describe(*step) : QString(), this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange) {
        m_parts->refreshButton();
    }
    return QWidget::event(event);
}

void Timeline::timerEvent(QTimerEvent* event)
{
    auto& parts = *m_parts;
    if (event->timerId() != parts.timer.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    const auto next = parts.current.value_or(-1) + 1;
    if (next < parts.count()) {
        parts.choose(next);
    }
    if (next + 1 >= parts.count()) {
        pause();
    }
}

void Timeline::resizeEvent(QResizeEvent*)
{
    const auto area = m_parts->plot();
    m_parts->button->setGeometry(static_cast<int>(margin) - 2,
                                 static_cast<int>(area.center().y()) - 14, 28, 28);
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (m_parts->count() == 0) {
        paintHint(painter, QRectF(rect()).adjusted(buttonSpace, 0, 0, 0),
                  tr("No steps: the run computed its prompt alone."), font(), theme.secondaryText);
        return;
    }
    m_parts->paintBars(painter, theme);
    m_parts->paintAxis(painter, theme);
    const auto mark = [&](Position step, const QColor& colour, double height) {
        if (step) {
            const QRectF area = m_parts->plot();
            const double each = m_parts->left(1) - m_parts->left(0);
            const double x = m_parts->left(*step) + each / 2;
            painter.fillRect(QRectF(std::round(x - 0.5), area.bottom() + 1, 1, height), colour);
        }
    };
    mark(m_parts->hovered, theme.secondaryText, 3);
    mark(m_parts->current, theme.accent, 4);
    paintFocusFrame(painter, *this, theme);
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    const auto step = m_parts->at(event->position().x());
    if (event->button() == Qt::LeftButton && step) {
        pause();
        m_parts->choose(*step);
    }
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const auto step = m_parts->at(event->position().x());
    if (event->buttons() & Qt::LeftButton && m_parts->count() > 0) {
        m_parts->choose(step.value_or(0));
    }
    if (step != m_parts->hovered) {
        m_parts->hovered = step;
        update();
    }
}

void Timeline::leaveEvent(QEvent*)
{
    m_parts->hovered.reset();
    update();
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    auto& parts = *m_parts;
    if (parts.count() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto current = parts.current.value_or(-1);
    switch (event->key()) {
    case Qt::Key_Left:
        pause();
        parts.choose(std::max<std::int64_t>(0, current - 1));
        break;
    case Qt::Key_Right:
        pause();
        parts.choose(current + 1);
        break;
    case Qt::Key_Home:
        parts.choose(0);
        break;
    case Qt::Key_End:
        parts.choose(parts.count() - 1);
        break;
    case Qt::Key_Space:
        isPlaying() ? pause() : play();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace saccade
