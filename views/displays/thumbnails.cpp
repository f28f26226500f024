#include "views/displays/thumbnails.h"

#include <QElapsedTimer>
#include <algorithm>
#include <exception>

namespace saccade
{

namespace
{

constexpr int batchMilliseconds = 24; // pictures are handed over together, about once a frame

using Batch = std::vector<std::pair<HeadChoice, QImage>>;

} // namespace

QImage headThumbnail(const MapStyle& style, const HeadChoice& choice, int pixels)
{
    TileRequest request;
    request.choice = choice;
    request.lastQuery = style.source->queries();
    request.lastKey = style.source->keys();
    request.rows = static_cast<int>(std::min<std::int64_t>(pixels, request.lastQuery));
    request.columns = static_cast<int>(std::min<std::int64_t>(pixels, request.lastKey));
    request.pooling = style.pooling;
    const Tile tile = style.source->tile(request);
    const float largest = largestOf(tile, *style.colours);
    const ColourScale scale = mapScale(style, largest > 0.0F ? largest : 1.0F);
    const QImage cells = colouredCells(style, request, tile, scale);
    if (cells.width() == pixels && cells.height() == pixels) {
        return cells;
    }
    return cells.scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

Thumbnails::Thumbnails(QObject* receiver, std::function<void()> arrived)
    : m_receiver(receiver), m_arrived(std::move(arrived))
{
}

void Thumbnails::setStyle(const MapStyle& style)
{
    if (style == m_style) {
        return;
    }
    m_worker.cancelAll();
    m_style = style;
    m_made.clear();
    m_wanted.clear();
    m_failed = false;
}

void Thumbnails::want(const std::vector<HeadChoice>& heads, int pixels)
{
    std::vector<HeadChoice> missing;
    for (const auto& head : heads) {
        const auto found = m_made.find({head.layer, head.head});
        if (found == m_made.end() || found->second.pixels != pixels) {
            missing.push_back(head);
        }
    }
    const bool isAsked =
        pixels == m_wantedPixels && std::ranges::all_of(missing, [&](const HeadChoice& head) {
            return std::ranges::find(m_wanted, head) != m_wanted.end();
        });
    if (!m_style.source || missing.empty() || m_failed || isAsked) {
        return;
    }
    m_wanted = missing;
    m_wantedPixels = pixels;
    m_worker.post("thumbnails", [this, style = m_style, missing, pixels](std::stop_token stop) {
        const auto deliver = [&](Batch& batch, bool failed) {
            QMetaObject::invokeMethod(
                m_receiver,
                [this, style, pixels, failed, batch = std::move(batch)] {
                    if (!(style == m_style)) {
                        return;
                    }
                    m_failed = failed;
                    for (const auto& [head, image] : batch) {
                        m_made[{head.layer, head.head}] = {pixels, image};
                    }
                    m_arrived();
                },
                Qt::QueuedConnection);
            batch = {};
        };
        Batch batch;
        QElapsedTimer clock;
        clock.start();
        bool failed = false;
        for (const auto& head : missing) {
            if (stop.stop_requested()) {
                break;
            }
            try {
                batch.emplace_back(head, headThumbnail(style, head, pixels));
            } catch (const std::exception&) {
                failed = true; // MatrixView shows the reason; an overview stays empty
                break;
            }
            if (clock.elapsed() >= batchMilliseconds) {
                deliver(batch, false);
                clock.restart();
            }
        }
        deliver(batch, failed);
    });
}

const QImage* Thumbnails::find(int layer, int head) const
{
    const auto found = m_made.find({layer, head});
    return found == m_made.end() ? nullptr : &found->second.image;
}

int Thumbnails::finished(int pixels) const
{
    return static_cast<int>(std::ranges::count_if(
        m_made, [&](const auto& made) { return made.second.pixels == pixels; }));
}

} // namespace saccade
