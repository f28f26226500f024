#include "views/panels/routing_box.h"

#include "views/panels/fact_table.h"
#include "views/panels/head_words.h"

#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>
#include <numeric>

namespace saccade
{

namespace
{

constexpr std::size_t mostExperts = 8;

/// The probabilities of one token's experts; empty where they were not captured.
std::vector<float> routing(const RunDocument* run, int layer, std::optional<std::int64_t> query)
{
    const auto* router = run == nullptr || layer < 0
                             ? nullptr
                             : run->trace->find("blocks." + std::to_string(layer) + ".mlp.router");
    if (router == nullptr || !query || router->dtype() != DType::F32 ||
        router->shape().rank() != 2 || *query < 0 || *query >= router->shape()[0]) {
        return {};
    }
    const auto experts = router->shape()[1];
    const auto row = router->floats().subspan(static_cast<std::size_t>(*query * experts),
                                              static_cast<std::size_t>(experts));
    return {row.begin(), row.end()};
}

} // namespace

RoutingBox::RoutingBox(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("routingBox"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Experts"), this);
    title->setProperty("sectionTitle", true);
    title->setToolTip(
        tr("How the router of this layer shares the selected token out among its experts; only the "
           "first few of them compute it"));
    m_table = factTable({tr("Expert"), tr("Probability")}, this);
    m_table->setObjectName(QStringLiteral("routingTable"));
    m_table->setAccessibleName(tr("Experts"));
    column->addWidget(title);
    column->addWidget(m_table);
    hide();
}

void RoutingBox::setRow(const RunDocument* run, int layer, std::optional<std::int64_t> query)
{
    const auto probabilities = routing(run, layer, query);
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](std::size_t expert) { return probabilities[expert]; });
    QList<QStringList> rows;
    for (std::size_t i = 0; i < std::min(order.size(), mostExperts); ++i) {
        rows << QStringList{QString::number(order[i]),
                            valueWords(static_cast<double>(probabilities[order[i]]))};
    }
    setFacts(*m_table, rows);
    setVisible(!rows.isEmpty());
}

} // namespace saccade
