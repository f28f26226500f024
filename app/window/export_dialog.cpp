#include "app/window/export_dialog.h"

#include "app/window/jobs.h"
#include "app/window/preferences.h"
#include "core/base/registry.h"
#include "core/display/matrix.h"
#include "views/displays/figure_parts.h"
#include "views/displays/series_run.h"
#include "views/panels/attention_copy.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double pointsPerMillimetre = 72.0 / 25.4;
constexpr int previewSide = 400;

/// The figure, as large as fits a square of the side, in physical pixels of the screen.
QImage drawn(const FigureKind& kind, const RunDocument& run, const FigureOptions& options, int side)
{
    const double width = options.widthMillimetres * pointsPerMillimetre;
    const double height = kind.height(run, options, width);
    const double scale = side / std::max(width, height);
    QImage image(std::max(1, static_cast<int>(std::lround(width * scale))),
                 std::max(1, static_cast<int>(std::lround(height * scale))),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(options.shade).surface);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    kind.paint(painter, run, options, width);
    return image;
}

QSpinBox* tokenSpin(int last, int value, const char* objectName, QWidget* parent)
{
    auto* spin = new QSpinBox(parent);
    spin->setObjectName(QString::fromLatin1(objectName));
    spin->setRange(0, last);
    spin->setValue(value);
    return spin;
}

} // namespace

ExportDialog::ExportDialog(Jobs& jobs, std::shared_ptr<const RunDocument> run,
                           const std::string& figureKind, const FigureOptions& options,
                           QWidget* parent)
    : QDialog(parent), m_jobs(jobs), m_run(std::move(run)), m_options(options)
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addWidget(buildPreview(), 1);
    columns->addWidget(buildFields(figureKind));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("exportSaveButton"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(14);
    column->addLayout(columns, 1);
    column->addWidget(buttons);
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(60));
    connect(&m_soon, &QTimer::timeout, this, &ExportDialog::preview);
    showFormat();
}

QWidget* ExportDialog::buildPreview()
{
    auto* frame = new QWidget(this);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    m_preview = new QLabel(frame);
    m_preview->setObjectName(QStringLiteral("exportPreview"));
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(previewSide + 20, previewSide + 20);
    m_preview->setAccessibleName(tr("Preview"));
    m_caption = new QLabel(frame);
    m_caption->setObjectName(QStringLiteral("exportCaption"));
    m_caption->setAlignment(Qt::AlignCenter);
    m_caption->setProperty("secondary", true);
    column->addWidget(m_preview, 1);
    column->addWidget(m_caption);
    return frame;
}

QWidget* ExportDialog::buildFields(const std::string& figureKind)
{
    auto* fields = new QWidget(this);
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_kind = new QComboBox(fields);
    m_kind->setObjectName(QStringLiteral("exportKind"));
    for (const auto& kind : Registry<FigureKind>::all()) {
        if (!kind->fits(*m_run)) {
            continue;
        }
        m_kind->addItem(kind->title(), QString::fromUtf8(kind->identifier().data(),
                                                         std::ssize(kind->identifier())));
    }
    m_kind->setCurrentIndex(m_kind->findData(QString::fromStdString(figureKind)));
    m_format = new QComboBox(fields);
    m_format->setObjectName(QStringLiteral("exportFormat"));
    const std::pair<QString, QString> formats[] = {
        {tr("PDF: vector, for papers"), QStringLiteral("pdf")},
        {tr("SVG: vector, for the web"), QStringLiteral("svg")},
        {tr("PNG: pixels"), QStringLiteral("png")},
        {tr("NPY: numbers, for NumPy"), QStringLiteral("npy")},
        {tr("CSV: numbers with labels"), QStringLiteral("csv")}};
    for (const auto& [title, ending] : formats) {
        m_format->addItem(title, ending);
    }
    form->addRow(tr("&Figure"), m_kind);
    form->addRow(tr("F&ormat"), m_format);
    addPictureFields(*form);
    addPathField(*form);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_kind, &QComboBox::currentIndexChanged, &m_soon, qOverload<>(&QTimer::start));
    return fields;
}

void ExportDialog::addPictureFields(QFormLayout& form)
{
    auto* fields = form.parentWidget();
    m_width = new QDoubleSpinBox(fields);
    m_width->setObjectName(QStringLiteral("exportWidth"));
    m_width->setRange(20, 1000);
    m_width->setDecimals(1);
    m_width->setSuffix(tr(" mm"));
    m_width->setValue(m_options.widthMillimetres);
    m_width->setToolTip(
        tr("Width of the figure on paper: 85 mm is one column of most journals, 180 mm two"));
    m_resolution = new QSpinBox(fields);
    m_resolution->setObjectName(QStringLiteral("exportResolution"));
    m_resolution->setRange(72, 1200);
    m_resolution->setSuffix(tr(" dpi"));
    m_resolution->setValue(m_options.dotsPerInch);
    m_theme = new QComboBox(fields);
    m_theme->setObjectName(QStringLiteral("exportTheme"));
    m_theme->addItem(tr("Light"), static_cast<int>(Shade::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(Shade::Dark));
    m_title = new QCheckBox(tr("Write the name of the head above"), fields);
    m_title->setObjectName(QStringLiteral("exportTitle"));
    m_title->setChecked(m_options.title);

    const bool isForecast = !m_run->attention;
    const int last =
        isForecast
            ? 0
            : static_cast<int>(std::max(m_run->attention->queries(), m_run->attention->keys()) - 1);
    m_firstToken =
        tokenSpin(last, static_cast<int>(m_options.firstToken), "exportFirstToken", fields);
    m_lastToken =
        tokenSpin(last, m_options.lastToken < 0 ? last : static_cast<int>(m_options.lastToken),
                  "exportLastToken", fields);
    auto* range = new QHBoxLayout;
    range->addWidget(m_firstToken);
    range->addWidget(new QLabel(tr("to"), fields));
    range->addWidget(m_lastToken);
    range->addStretch(1);

    form.addRow(tr("&Width"), m_width);
    form.addRow(tr("&Resolution"), m_resolution);
    form.addRow(tr("&Theme"), m_theme);
    auto* rangeLabel = new QLabel(tr("To&kens"), fields);
    rangeLabel->setBuddy(m_firstToken);
    for (QWidget* field : {static_cast<QWidget*>(rangeLabel), static_cast<QWidget*>(m_firstToken),
                           static_cast<QWidget*>(m_lastToken)}) {
        field->setEnabled(!isForecast);
    }
    form.addRow(rangeLabel, range);
    form.addRow(QString(), m_title);
    const auto soon = qOverload<>(&QTimer::start);
    connect(m_width, &QDoubleSpinBox::valueChanged, &m_soon, soon);
    connect(m_resolution, &QSpinBox::valueChanged, &m_soon, soon);
    connect(m_theme, &QComboBox::currentIndexChanged, &m_soon, soon);
    connect(m_title, &QCheckBox::toggled, &m_soon, soon);
    connect(m_firstToken, &QSpinBox::valueChanged, this, [this](int value) {
        m_lastToken->setMinimum(value);
        m_soon.start();
    });
    connect(m_lastToken, &QSpinBox::valueChanged, this, [this](int value) {
        m_firstToken->setMaximum(value);
        m_soon.start();
    });
}

void ExportDialog::addPathField(QFormLayout& form)
{
    auto* fields = form.parentWidget();
    m_path = new QLineEdit(fields);
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setMinimumWidth(240);
    auto* browseButton = new QToolButton(fields);
    browseButton->setText(QStringLiteral("…"));
    browseButton->setToolTip(tr("Choose another place"));
    browseButton->setAccessibleName(tr("Choose another place"));
    connect(browseButton, &QToolButton::clicked, this, &ExportDialog::browse);
    connect(m_path, &QLineEdit::textChanged, this,
            [this](const QString& path) { m_save->setEnabled(!path.trimmed().isEmpty()); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_path, 1);
    row->addWidget(browseButton);
    auto* pathLabel = new QLabel(tr("&Save as"), fields);
    pathLabel->setBuddy(m_path);
    form.addRow(pathLabel, row);
}

QString ExportDialog::extension() const
{
    return m_format->currentData().toString();
}

bool ExportDialog::isPicture() const
{
    return extension() != QLatin1String("npy") && extension() != QLatin1String("csv");
}

QString ExportDialog::proposedPath() const
{
    if (!m_run->attention) {
        return Preferences().folder() + QStringLiteral("/forecast");
    }
    const auto part = [](const QString& letter, int index) {
        return index < 0 ? letter : letter + QString::number(index);
    };
    const QString name = QStringLiteral("attention-%1-%2")
                             .arg(part(QStringLiteral("L"), m_options.head.layer),
                                  part(QStringLiteral("H"), m_options.head.head));
    return Preferences().folder() + QLatin1Char('/') + name;
}

void ExportDialog::showFormat()
{
    for (QWidget* field : {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_width),
                           static_cast<QWidget*>(m_theme), static_cast<QWidget*>(m_title)}) {
        field->setEnabled(isPicture());
    }
    m_resolution->setEnabled(isPicture());
    const QFileInfo old(m_path->text().isEmpty() ? proposedPath() : m_path->text());
    m_path->setText(old.path() + QLatin1Char('/') + old.completeBaseName() + QLatin1Char('.') +
                    extension());
    m_soon.start();
}

FigureOptions ExportDialog::options() const
{
    FigureOptions options = m_options;
    options.widthMillimetres = m_width->value();
    options.dotsPerInch = m_resolution->value();
    options.shade = static_cast<Shade>(m_theme->currentData().toInt());
    options.title = m_title->isChecked();
    options.firstToken = m_firstToken->value();
    options.lastToken = m_lastToken->value() == m_lastToken->maximum() ? -1 : m_lastToken->value();
    return options;
}

void ExportDialog::preview()
{
    const auto* kind = Registry<FigureKind>::find(m_kind->currentData().toString().toStdString());
    if (!isPicture() || kind == nullptr) {
        if (!m_run->attention) {
            const auto forecast = forecastMatrix(*m_run);
            showPreview({}, tr("%1 × %2 numbers: a row a moment, a column a channel")
                                .arg(forecast.rows)
                                .arg(forecast.columns));
            return;
        }
        const auto range = figureRange(*m_run, options());
        showPreview({}, tr("%1 × %2 numbers: a row a query, a column a key")
                            .arg(range.queries())
                            .arg(range.keys()));
        return;
    }
    const int side = static_cast<int>(previewSide * devicePixelRatioF());
    m_jobs.post("preview", {},
                [self = QPointer(this), kind, side, run = m_run,
                 wanted = options()](const JobControl&) -> Jobs::Finish {
                    const double width = wanted.widthMillimetres * pointsPerMillimetre;
                    const double height = kind->height(*run, wanted, width) / pointsPerMillimetre;
                    return [self, picture = drawn(*kind, *run, wanted, side), wanted, height] {
                        if (self) {
                            self->showPreview(picture, tr("%1 mm × %2 mm")
                                                           .arg(wanted.widthMillimetres, 0, 'f', 1)
                                                           .arg(height, 0, 'f', 1));
                        }
                    };
                });
}

void ExportDialog::showPreview(const QImage& picture, const QString& caption)
{
    QPixmap pixmap = QPixmap::fromImage(picture);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_preview->setPixmap(pixmap);
    m_caption->setText(caption);
}

void ExportDialog::browse()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export"), m_path->text(),
                                                      QStringLiteral("%1 (*.%1)").arg(extension()),
                                                      nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty()) {
        m_path->setText(path);
    }
}

void ExportDialog::save()
{
    const std::filesystem::path path = m_path->text().trimmed().toStdString();
    Preferences().setFolder(QFileInfo(m_path->text().trimmed()).absolutePath());
    const auto* kind = Registry<FigureKind>::find(m_kind->currentData().toString().toStdString());
    m_jobs.post("export " + path.string(),
                tr("Exporting %1").arg(QString::fromStdString(path.filename().string())),
                [self = QPointer(this), path, kind, run = m_run, wanted = options(),
                 asPicture = isPicture()](const JobControl&) -> Jobs::Finish {
                    if (asPicture && kind != nullptr) {
                        exportFigure(*kind, *run, wanted, path);
                    } else {
                        writeMatrix(run->attention ? attentionMatrix(*run, wanted)
                                                   : forecastMatrix(*run),
                                    path);
                    }
                    return [self, path] {
                        if (self) {
                            emit self->exported(QString::fromStdString(path.string()));
                            self->accept();
                        }
                    };
                });
}

} // namespace saccade
