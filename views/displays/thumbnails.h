// Small pictures of heads, made in the background in the order in which they are wanted.
#pragma once

#include "core/jobs/worker.h"
#include "views/displays/map_picture.h"

#include <QObject>
#include <functional>
#include <map>
#include <vector>

namespace saccade
{

/// Belongs to the view that is `receiver`; lives on the GUI thread.
class Thumbnails
{
public:
    Thumbnails(QObject* receiver, std::function<void()> arrived);

    /// `choice` of the style is not used. A change of anything but the size drops all pictures.
    void setStyle(const MapStyle& style);
    /// Asks for the pictures of these heads, `pixels` device pixels wide, that are not there yet;
    /// replaces what was asked before.
    void want(const std::vector<HeadChoice>& heads, int pixels);
    /// The picture, perhaps of another size meanwhile; null before.
    const QImage* find(int layer, int head) const;
    int finished(int pixels) const;

private:
    struct Made {
        int pixels = 0;
        QImage image;
    };
    QObject* m_receiver;
    std::function<void()> m_arrived;
    MapStyle m_style;
    std::map<std::pair<int, int>, Made> m_made;
    std::vector<HeadChoice> m_wanted;
    int m_wantedPixels = 0;
    bool m_failed = false;
    Worker m_worker; // last: ends first
};

/// One head at thumbnail size, colours spread over its own values. Throws what AttentionSource
/// throws.
QImage headThumbnail(const MapStyle& style, const HeadChoice& choice, int pixels);

} // namespace saccade
