// What a file that was dropped, pasted or chosen is to the window.
#pragma once

#include <QImage>
#include <QString>

namespace saccade
{

enum class GivenFile { Picture, Sound, Series, Model };

/// By its ending; whatever is no picture, sound or table of series may be a model or a trace.
GivenFile givenFile(const QString& path);

/// Endings for a file dialog: "*.png *.jpg …".
QString picturePatterns();
QString soundPatterns();
QString seriesPatterns();

/// Keeps a picture that came without a file (from the clipboard, say) in the program's own folder,
/// each once, so that a run that reads it can be made again. → the path, or empty if it cannot be
/// written.
QString keptPicture(const QImage& picture);

/// How the window calls a picture or a sound: by its file, or "Pasted picture 2".
QString mediaName(const QString& path);

} // namespace saccade
