// A picture, a sound or a table of series that a model is to read: chosen, dropped or pasted; a
// picture is shown small.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace saccade
{

class MediaField : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Picture, Sound, Series };

    MediaField(Kind kind, QWidget* parent);

    QString path() const { return m_path; }
    /// Empty: none is chosen.
    void setPath(const QString& path);

signals:
    void pathChanged(const QString& path);

private:
    void choose();
    void showPath(const QString& path);
    QString hint() const;

    Kind m_kind;
    QString m_path;
    QLabel *m_thumbnail, *m_name;
    QPushButton* m_choose;
    QToolButton* m_clear;
};

} // namespace saccade
