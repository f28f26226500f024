// What is shown as a file: figure or numbers, with a preview.
#pragma once

#include "views/displays/figure.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace saccade
{

class Jobs;
struct Notice;

class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(Jobs& jobs, std::shared_ptr<const RunDocument> run, const std::string& figureKind,
                 const FigureOptions& options, QWidget* parent);

    /// What the fields say.
    FigureOptions options() const;

signals:
    void exported(const QString& path);

private:
    QWidget* buildFields(const std::string& figureKind);
    void addPictureFields(QFormLayout& form);
    void addPathField(QFormLayout& form);
    QWidget* buildPreview();
    void showFormat();
    void preview();
    void showPreview(const QImage& picture, const QString& caption);
    void browse();
    void save();
    bool isPicture() const;
    QString extension() const;
    QString proposedPath() const;

    Jobs& m_jobs;
    std::shared_ptr<const RunDocument> m_run;
    FigureOptions m_options;
    QComboBox *m_kind, *m_format, *m_theme;
    QDoubleSpinBox* m_width;
    QSpinBox *m_resolution, *m_firstToken, *m_lastToken;
    QCheckBox* m_title;
    QLineEdit* m_path;
    QPushButton* m_save;
    QLabel *m_preview, *m_caption;
    QTimer m_soon; // one preview for several quick changes
};

} // namespace saccade
