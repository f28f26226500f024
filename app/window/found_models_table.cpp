#include "app/window/found_models_table.h"

#include "views/error_text.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>

namespace saccade
{

namespace
{

QString cellText(const FoundModel& model, int column)
{
    switch (column) {
    case FoundModelsTable::Name:
        return QString::fromStdString(model.name);
    case FoundModelsTable::Kind:
        return QString::fromStdString(model.architecture);
    case FoundModelsTable::Size:
        return model.bytes > 0
                   ? QLocale().formattedDataSize(model.bytes, 1, QLocale::DataSizeSIFormat)
                   : QString();
    case FoundModelsTable::Format:
        return QString::fromStdString(model.format);
    case FoundModelsTable::Where:
        return placeName(model.place);
    default:
        return verdict(model);
    }
}

QString toolTip(const FoundModel& model)
{
    return QStringLiteral("%1\n%2").arg(QString::fromStdString(model.path.string()),
                                        verdict(model));
}

} // namespace

QString placeName(ModelPlace place)
{
    switch (place) {
    case ModelPlace::HuggingFace:
        return QStringLiteral("Hugging Face");
    case ModelPlace::Ollama:
        return QStringLiteral("Ollama");
    case ModelPlace::LmStudio:
        return QStringLiteral("LM Studio");
    default:
        return FoundModelsTable::tr("Folder");
    }
}

QString verdict(const FoundModel& model)
{
    if (!model.obstacle) {
        return FoundModelsTable::tr("Opens");
    }
    // The row is the file, and a path before the reason would be all that can be read of it.
    auto arguments = model.obstacle->arguments();
    for (auto& argument : arguments) {
        const std::filesystem::path path(argument);
        argument = path.is_absolute() ? path.filename().string() : argument;
    }
    return errorText(Error(model.obstacle->pattern().c_str(), std::move(arguments)));
}

void FoundModelsTable::add(FoundModel model)
{
    const auto isSame = [&](const FoundModel& other) {
        return other.path == model.path && other.name == model.name;
    };
    if (std::ranges::any_of(m_models, isSame)) {
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_models.push_back(std::move(model));
    endInsertRows();
}

void FoundModelsTable::clear()
{
    beginResetModel();
    m_models.clear();
    endResetModel();
}

int FoundModelsTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int FoundModelsTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountOfTable;
}

QVariant FoundModelsTable::data(const QModelIndex& index, int role) const
{
    const auto& model = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(model, index.column());
    case Qt::ToolTipRole:
        return toolTip(model);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            Qt::AlignVCenter | (index.column() == Size ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ForegroundRole:
        return model.obstacle || index.column() != Name
                   ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText))
                   : QVariant();
    case sortRole:
        return index.column() == Size      ? QVariant::fromValue<qlonglong>(model.bytes)
               : index.column() == Verdict ? QVariant(model.obstacle.has_value())
                                           : QVariant(cellText(model, index.column()));
    case searchRole:
        return QStringLiteral("%1 %2 %3 %4")
            .arg(cellText(model, Name), cellText(model, Kind), cellText(model, Format),
                 cellText(model, Where));
    default:
        return {};
    }
}

QVariant FoundModelsTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Size ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QString titles[] = {tr("Model"),  tr("Kind"),  tr("Size"),
                              tr("Format"), tr("Where"), tr("What Saccade can do with it")};
    return titles[section];
}

} // namespace saccade
