#include "views/panels/model_box.h"

#include "core/models/model.h"
#include "core/text/tokenizer.h"
#include "views/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace saccade
{

namespace
{

using Rows = QList<std::pair<QString, QString>>;

QString count(std::int64_t number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString bytes(std::int64_t number)
{
    return QLocale().formattedDataSize(number, 1, QLocale::DataSizeSIFormat);
}

Rows factsOf(const Model& model)
{
    const auto& info = model.info();
    const auto plain = [](const std::string& text) {
        return QString::fromStdString(text).toHtmlEscaped();
    };
    Rows rows = {{ModelBox::tr("Architecture"), plain(info.architecture)},
                 {ModelBox::tr("Format"), plain(info.format)},
                 {ModelBox::tr("Parameters"), count(info.parameters)},
                 {ModelBox::tr("Weights"), bytes(info.weightBytes)}};
    QStringList types;
    for (const auto& [name, elements] : info.dtypes) {
        types << QStringLiteral("%1: %2").arg(plain(name), count(elements));
    }
    rows << std::pair(ModelBox::tr("Types"), types.join(QStringLiteral("<br>")));
    if (info.context > 0) {
        rows << std::pair(ModelBox::tr("Context"), count(info.context));
    }
    if (model.tokenizer()) {
        rows << std::pair(ModelBox::tr("Tokenizer"),
                          QStringLiteral("%1, %2").arg(plain(model.tokenizer()->kind()),
                                                       count(model.tokenizer()->size())));
    }
    return rows;
}

} // namespace

ModelBox::ModelBox(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("modelBox"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Model"), this);
    title->setProperty("sectionTitle", true);
    m_card = new QLabel(this);
    m_card->setObjectName(QStringLiteral("modelCard"));
    m_card->setTextFormat(Qt::RichText);
    m_card->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->setWordWrap(true);
    m_card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    column->addWidget(title);
    column->addWidget(m_card);
    hide();
}

void ModelBox::setModel(std::shared_ptr<const Model> model)
{
    m_model = std::move(model);
    showCard();
}

void ModelBox::showCard()
{
    QString table = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    if (m_model) {
        const QString colour = Theme::of(palette()).secondaryText.name();
        for (const auto& [name, value] : factsOf(*m_model)) {
            table += QStringLiteral("<tr><td style='color:%1; padding-right:8px'>%2</td>"
                                    "<td>%3</td></tr>")
                         .arg(colour, name, value);
        }
    }
    m_card->setText(table + QStringLiteral("</table>"));
    setVisible(m_model != nullptr);
}

/// The table carries a colour.
void ModelBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        showCard();
    }
    QWidget::changeEvent(event);
}

} // namespace saccade
