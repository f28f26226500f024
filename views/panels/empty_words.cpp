#include "views/panels/empty_words.h"

#include "core/models/model.h"

#include <QCoreApplication>
#include <algorithm>

namespace saccade
{

namespace
{

QString words(const char* text)
{
    return QCoreApplication::translate("EmptyWords", text);
}

QString whatToDo(const Model& model)
{
    const auto& info = model.info();
    const auto reads = [&](InputKind kind) { return std::ranges::count(info.inputs, kind) > 0; };
    if (reads(InputKind::Image) && reads(InputKind::Text)) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "It reads a picture and a text. Drop a picture here, paste "
                                       "one (Ctrl+V) or choose one above, type a text and press "
                                       "Ctrl+Enter."));
    }
    if (reads(InputKind::Image)) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "It reads pictures. Drop one here, paste one (Ctrl+V) or "
                                       "choose one above and press Ctrl+Enter."));
    }
    if (reads(InputKind::Audio)) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "It reads sounds. Drop a WAV or FLAC file here, or choose "
                                       "one above and press Ctrl+Enter."));
    }
    if (reads(InputKind::Text) && !model.tokenizer() && !model.sourceTokenizer()) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "It has no tokenizer: type token ids such as 3, 1, 4 above "
                                       "and press Ctrl+Enter."));
    }
    if (reads(InputKind::Series)) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "It reads series. Drop a table (CSV) here, or choose one "
                                       "above and press Ctrl+Enter."));
    }
    return info.generates
               ? words(QT_TRANSLATE_NOOP("EmptyWords", "Type a prompt above and press Ctrl+Enter."))
               : words(QT_TRANSLATE_NOOP("EmptyWords",
                                         "Type a text above for it to read and press Ctrl+Enter."));
}

} // namespace

QString emptyWords(const Model* model)
{
    if (model == nullptr) {
        return words(QT_TRANSLATE_NOOP("EmptyWords",
                                       "No run yet.\nOpen a model or a trace (Ctrl+O, or drop it "
                                       "here), then give it something to read."));
    }
    return words(QT_TRANSLATE_NOOP("EmptyWords", "%1 is open."))
               .arg(QString::fromStdString(model->info().name)) +
           QLatin1Char('\n') + whatToDo(*model);
}

} // namespace saccade
