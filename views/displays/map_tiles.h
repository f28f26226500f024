// Pictures of a map, made in the background: the newest request wins, the last pictures stay
// meanwhile.
#pragma once

#include "core/jobs/worker.h"
#include "views/displays/map_picture.h"

#include <QObject>
#include <functional>

namespace saccade
{

/// Belongs to the view that is `receiver`; lives on the GUI thread.
class MapTiles
{
public:
    /// `arrived` is called on the GUI thread after each picture or error.
    MapTiles(QObject* receiver, std::function<void()> arrived);

    void setStyle(const MapStyle& style);
    const MapStyle& style() const { return m_style; }
    /// Asks for the visible part (and some more around it) unless it is there or under way.
    void want(const CellRange& visible, double zoom);

    /// The newest picture; null before the first. Its style may still be the one before.
    const MapPicture* detail() const { return m_detail.get(); }
    /// The whole map, coarse; null while there is none of this style.
    const MapPicture* overview() const { return m_overview.get(); }
    const QString& error() const { return m_error; }
    bool isPending() const { return m_pending; }

private:
    struct Asked {
        CellRange cells;
        double zoom = 0;
        bool operator==(const Asked&) const = default;
    };
    struct Maximum;
    CellRange surrounding(const CellRange& visible, double zoom) const;
    void accept(std::shared_ptr<const MapPicture> picture);
    void refuse(const QString& message);

    QObject* m_receiver;
    std::function<void()> m_arrived;
    MapStyle m_style;
    std::shared_ptr<const MapPicture> m_detail, m_overview;
    std::shared_ptr<Maximum> m_maximum; // touched by the worker alone
    Asked m_asked;
    bool m_pending = false;
    QString m_error;
    Worker m_worker; // last: ends first
};

} // namespace saccade
