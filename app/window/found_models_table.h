// The models found on this machine as rows of a table.
#pragma once

#include "core/files/found_model.h"

#include <QAbstractTableModel>
#include <vector>

namespace saccade
{

class FoundModelsTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Kind, Size, Format, Where, Verdict, columnCountOfTable };
    static constexpr int sortRole = Qt::UserRole;       // numbers stay numbers
    static constexpr int searchRole = Qt::UserRole + 1; // name, kind, format and place of a row

    using QAbstractTableModel::QAbstractTableModel;

    const FoundModel& at(int row) const { return m_models[static_cast<std::size_t>(row)]; }
    /// A model that is there already, found by another way, is left out.
    void add(FoundModel model);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FoundModel> m_models;
};

/// "Hugging Face", "Ollama", "LM Studio", "Folder".
QString placeName(ModelPlace place);

/// "Opens", or why not.
QString verdict(const FoundModel& model);

} // namespace saccade
