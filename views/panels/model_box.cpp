#include "views/panels/model_box.h"

#include "core/base/error.h"
#include "core/jobs/worker.h"
#include "core/text/tokenizer.h"
#include "views/error_text.h"
#include "views/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace saccade
{

namespace
{

using Rows = QList<std::pair<QString, QString>>;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString size(std::int64_t bytes)
{
    // Number and unit stay on one line.
    return QLocale()
        .formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat)
        .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

/// 1234567 → "1.2 M"
QString rounded(double value)
{
    static constexpr std::pair<double, const char*> units[] = {
        {1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}};
    for (const auto& [unit, name] : units) {
        if (value >= unit) {
            return QLocale().toString(value / unit, 'f', 1) + QLatin1String(name);
        }
    }
    return QLocale().toString(value, 'f', 0);
}

QString plain(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

/// The words of the card in the user's language.
QString partName(const CardPart& part)
{
    static constexpr std::pair<const char*, const char*> names[] = {
        {"embedding", QT_TRANSLATE_NOOP("saccade::ModelBox", "Embedding")},
        {"attention", QT_TRANSLATE_NOOP("saccade::ModelBox", "Attention")},
        {"state space", QT_TRANSLATE_NOOP("saccade::ModelBox", "State space")},
        {"mlp", QT_TRANSLATE_NOOP("saccade::ModelBox", "MLP")},
        {"experts", QT_TRANSLATE_NOOP("saccade::ModelBox", "Experts")},
        {"norms", QT_TRANSLATE_NOOP("saccade::ModelBox", "Norms")},
        {"head", QT_TRANSLATE_NOOP("saccade::ModelBox", "Head")},
        {"other", QT_TRANSLATE_NOOP("saccade::ModelBox", "Other")}};
    QString name = plain(part.kind);
    for (const auto& [kind, text] : names) {
        name = part.kind == kind ? ModelBox::tr(text) : name;
    }
    return part.tower.empty() ? name
                              : QStringLiteral("%1&nbsp;·&nbsp;%2").arg(plain(part.tower), name);
}

Rows statedFacts(const Model& model)
{
    const auto& info = model.info();
    // A long name of a class may break where its words do.
    static const QRegularExpression humps(QStringLiteral("(?<=[a-z])(?=[A-Z])"));
    const QString architecture = plain(info.architecture).replace(humps, QStringLiteral("\u200B"));
    Rows rows = {{ModelBox::tr("Architecture"), architecture},
                 {ModelBox::tr("Format"), plain(info.format)}};
    if (info.context > 0) {
        rows << std::pair(ModelBox::tr("Context"), number(info.context));
    }
    if (model.tokenizer()) {
        rows << std::pair(ModelBox::tr("Tokenizer"),
                          QStringLiteral("%1, %2").arg(plain(model.tokenizer()->kind()),
                                                       number(model.tokenizer()->size())));
    }
    rows << std::pair(ModelBox::tr("Parameters"), number(info.parameters));
    rows << std::pair(ModelBox::tr("Weights"), size(info.weightBytes));
    return rows;
}

Rows countedFacts(const ModelCard& card)
{
    Rows rows;
    for (const auto& part : card.parts) {
        rows << std::pair(QStringLiteral("&nbsp;&nbsp;") + partName(part),
                          QStringLiteral("%1 · %2").arg(number(part.parameters), size(part.bytes)));
    }
    for (const auto& type : card.types) {
        rows << std::pair(QStringLiteral("&nbsp;&nbsp;") + plain(type.name),
                          ModelBox::tr("%n tensor(s)", nullptr, static_cast<int>(type.tensors)) +
                              QStringLiteral(" · ") + size(type.bytes));
    }
    if (card.activeParameters != card.parameters) {
        rows << std::pair(ModelBox::tr("Active parameters"), number(card.activeParameters));
    }
    const auto add = [&rows](const QString& name, const QString& value, bool isThere) {
        if (isThere) {
            rows << std::pair(name, value);
        }
    };
    add(ModelBox::tr("FLOPs per token"), rounded(card.token.total()), card.token.total() > 0);
    add(ModelBox::tr("FLOPs per input"), rounded(card.input.total()), card.input.total() > 0);
    add(ModelBox::tr("Cache per token"), size(card.cacheBytesPerToken),
        card.cacheBytesPerToken > 0);
    add(ModelBox::tr("Cache per source position"), size(card.cacheBytesPerSource),
        card.cacheBytesPerSource > 0);
    add(ModelBox::tr("State"), size(card.stateBytes), card.stateBytes > 0);
    return rows;
}

} // namespace

ModelBox::ModelBox(Worker& worker, QWidget* parent) : QWidget(parent), m_worker(worker)
{
    setObjectName(QStringLiteral("modelBox"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Model"), this);
    title->setProperty("sectionTitle", true);
    title->setIndent(0);
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
    m_counted.reset();
    m_problem.clear();
    m_purpose.drop();
    showCard();
    if (m_model) {
        count();
    }
}

void ModelBox::count()
{
    const Delivery deliver(this, m_purpose.renew());
    m_worker.post("model card", [this, deliver, model = m_model](const std::stop_token&) {
        try {
            deliver([this, card = modelCard(*model)] {
                m_counted = card;
                showCard();
            });
        } catch (const std::exception& error) {
            deliver([this, problem = errorText(error)] {
                m_problem = problem;
                showCard();
            });
        }
    });
}

void ModelBox::showCard()
{
    QString table = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    if (m_model) {
        const QString colour = Theme::of(palette()).secondaryText.name();
        const Rows rows = statedFacts(*m_model) + (m_counted ? countedFacts(*m_counted) : Rows());
        for (const auto& [name, value] : rows) {
            table += QStringLiteral("<tr><td style='color:%1; padding-right:8px'>%2</td>"
                                    "<td>%3</td></tr>")
                         .arg(colour, name, value);
        }
    }
    m_card->setText(table + QStringLiteral("</table>"));
    m_card->setToolTip(m_problem);
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
