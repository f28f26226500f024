// One run as panels see it: the trace, its attention and what the rows and columns stand for.
#pragma once

#include "core/trace/attention_source.h"
#include "views/attention_kind.h"

#include <QImage>
#include <QString>
#include <QStringList>

namespace saccade
{

/// Whether the model of a run writes token after token, as its trace says.
bool writesTokens(const Trace& trace);

/// Immutable; shared by all panels. `attention` is null where no pattern was captured.
struct RunDocument {
    QString title;
    std::shared_ptr<const Trace> trace;
    std::vector<AttentionPart> parts; // of which there are patterns
    AttentionPart part;               // the one that is looked at
    std::shared_ptr<const AttentionSource> attention;
    QStringList tokenLabels;            // of the trace's tokens
    QStringList queryLabels, keyLabels; // of the part; empty: positions have no names
    Sequence queries, keys;             // of the part; no grid where it does not fill the map
    QImage picture;                     // what the model saw; null without one

    static std::shared_ptr<const RunDocument> of(std::shared_ptr<const Trace> trace, QString title);
    /// Looking at one of capturedParts(*trace).
    static std::shared_ptr<const RunDocument> of(std::shared_ptr<const Trace> trace, QString title,
                                                 const AttentionPart& part);
    /// The same run looking at the part of these values; at the first if there is none of them.
    std::shared_ptr<const RunDocument> withPart(std::string_view values) const;

    /// Whether rows and columns stand for the same positions.
    bool isSelfAttention() const { return part.queries == part.keys; }
    KeyVisibility keyVisibility() const
    {
        return part.causal && isSelfAttention() ? KeyVisibility::UpToQuery : KeyVisibility::All;
    }
    /// Channels where the layers are recurrent channel by channel.
    HeadNaming headNaming() const;
    /// Whether the keys are patches of a picture.
    bool isOnPicture() const { return attention && keys.rows > 0 && keys.columns > 0; }
    /// Whether the keys are moments of a sound.
    bool isOnSound() const { return attention && keys.secondsPerPosition > 0; }
};

} // namespace saccade
