#include "app/window/media_field.h"

#include "app/window/given_file.h"
#include "app/window/preferences.h"
#include "views/panels/line_icon.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace saccade
{

namespace
{

constexpr int side = 44; // of the thumbnail

/// What the field says of each kind.
struct Words {
    QString name; // of the widgets and of the icon
    QString choose, without, hint, title, filter;
};

Words wordsOf(MediaField::Kind kind)
{
    switch (kind) {
    case MediaField::Kind::Picture:
        return {QStringLiteral("picture"),
                MediaField::tr("Choose a &picture …"),
                MediaField::tr("Without this picture"),
                MediaField::tr("Drop a picture here, paste one, or choose it."),
                MediaField::tr("Choose a picture"),
                MediaField::tr("Pictures (%1);;All files (*)").arg(picturePatterns())};
    case MediaField::Kind::Sound:
        return {QStringLiteral("sound"),
                MediaField::tr("Choose a &sound …"),
                MediaField::tr("Without this sound"),
                MediaField::tr("Drop a sound here (WAV, FLAC), or choose it."),
                MediaField::tr("Choose a sound"),
                MediaField::tr("Sounds (%1);;All files (*)").arg(soundPatterns())};
    case MediaField::Kind::Series:
        return {QStringLiteral("series"),
                MediaField::tr("Choose a &series …"),
                MediaField::tr("Without this series"),
                MediaField::tr("Drop a table of series here (CSV), or choose it."),
                MediaField::tr("Choose a series"),
                MediaField::tr("Series (%1);;All files (*)").arg(seriesPatterns())};
    }
    return {};
}

/// "choosePictureButton" for "picture".
QString buttonName(const QString& name)
{
    return QStringLiteral("choose") + name.front().toUpper() + name.mid(1) +
           QStringLiteral("Button");
}

/// As it looks, at the resolution of the screen; null if it cannot be read.
QPixmap thumbnail(const QString& path, double ratio)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize box = QSize(side, side) * ratio;
    if (const QSize size = reader.size(); size.isValid()) {
        reader.setScaledSize(size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1}));
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return {};
    }
    QPixmap pixmap =
        QPixmap::fromImage(image.scaled(box, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

MediaField::MediaField(Kind kind, QWidget* parent) : QFrame(parent), m_kind(kind)
{
    const auto words = wordsOf(kind);
    setObjectName(words.name + QStringLiteral("Field"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_thumbnail = new QLabel(this);
    m_thumbnail->setObjectName(QStringLiteral("mediaThumbnail"));
    m_thumbnail->setFixedSize(side, side);
    m_thumbnail->setAlignment(Qt::AlignCenter);
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("mediaName"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_choose = new QPushButton(words.choose, this);
    m_choose->setObjectName(buttonName(words.name));
    m_clear = new QToolButton(this);
    m_clear->setObjectName(QStringLiteral("clearMediaButton"));
    m_clear->setIcon(lineIcon(QStringLiteral("close")));
    m_clear->setToolTip(words.without);
    m_clear->setAccessibleName(m_clear->toolTip());
    m_clear->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_thumbnail);
    row->addWidget(m_name, 1);
    row->addWidget(m_clear);
    row->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &MediaField::choose);
    connect(m_clear, &QToolButton::clicked, this, [this] { setPath({}); });
    showPath({});
}

void MediaField::setPath(const QString& path)
{
    if (path == m_path) {
        return;
    }
    m_path = path;
    showPath(path);
    emit pathChanged(path);
}

void MediaField::showPath(const QString& path)
{
    const QPixmap picture = path.isEmpty() || m_kind != Kind::Picture
                                ? QPixmap()
                                : thumbnail(path, devicePixelRatioF());
    const auto icon = lineIcon(wordsOf(m_kind).name);
    m_thumbnail->setPixmap(picture.isNull() ? icon.pixmap(24, 24) : picture);
    m_name->setText(path.isEmpty() ? hint() : mediaName(path));
    m_name->setToolTip(path);
    m_name->setProperty("secondary", path.isEmpty());
    m_name->style()->unpolish(m_name);
    m_name->style()->polish(m_name);
    m_clear->setVisible(!path.isEmpty());
}

QString MediaField::hint() const
{
    return wordsOf(m_kind).hint;
}

void MediaField::choose()
{
    const auto words = wordsOf(m_kind);
    const QString path =
        QFileDialog::getOpenFileName(this, words.title, Preferences().folder(), words.filter);
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        setPath(path);
    }
}

} // namespace saccade
