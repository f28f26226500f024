#include "views/panels/attention_explanation.h"

#include "views/panels/attention_panel.h"

namespace saccade
{

namespace
{

QString general()
{
    return AttentionPanel::tr(
        "<h3>Attention</h3>"
        "<p>For every token (a <b>query</b>, one row) the map shows how strongly it reads from "
        "each token (a "
        "<b>key</b>, one column). In a model that writes from left to right no query sees later "
        "keys, so the "
        "upper right stays empty. Every row adds up to 1.</p>"
        "<p style='font-size:large'><i>A</i> = softmax( <i>Q K</i><sup>T</sup> / √<i>d</i> + mask "
        ")</p>"
        "<p><i>Q</i> and <i>K</i> are the queries and keys of one head, <i>d</i> is the width of "
        "the head. The "
        "head then adds <i>A V W</i><sub>O</sub> to the residual stream.</p>"
        "<p>Look for: a bright first column (the head rests), the diagonal (it looks at itself), a "
        "line just "
        "below it (at the token before), stripes parallel to it (an induction head: it finds the "
        "earlier "
        "occurrence of the token and reads what came after).</p>"
        "<p>A large weight shows where a head reads, not by itself what the output owes to it: "
        "ablate the head "
        "in the Inspector to see.</p>"
        "<p><small>A. Vaswani et al., <i>Attention Is All You Need</i>, 2017, arXiv:1706.03762. "
        "Lines: J. Vig, <i>A Multiscale Visualization of Attention in the Transformer Model</i>, "
        "2019, "
        "arXiv:1906.05714. Induction heads: C. Olsson et al., <i>In-context Learning and Induction "
        "Heads</i>, "
        "2022, arXiv:2209.11895.</small></p>");
}

QString onPicture()
{
    return AttentionPanel::tr(
        "<h3>Attention on a picture</h3>"
        "<p>A vision transformer cuts the picture into patches, row by row. The colours show how "
        "strongly the selected query reads from each patch. The query is at first the <b>class "
        "token</b>, whose output becomes the prediction; click a patch to make it the query. Class "
        "token and registers (tokens without a place in the picture) are the cells beside it. The "
        "scale ends at the strongest patch of the row.</p>"
        "<p><small>A. Dosovitskiy et al., <i>An Image is Worth 16x16 Words</i>, 2020, "
        "arXiv:2010.11929. Heads that find objects: M. Caron et al., <i>Emerging Properties in "
        "Self-Supervised Vision Transformers</i>, 2021, arXiv:2104.14294. Registers: T. Darcet et "
        "al., <i>Vision Transformers Need Registers</i>, 2023, arXiv:2309.16588.</small></p>");
}

QString implicit()
{
    return AttentionPanel::tr(
        "<h3>Implicit attention</h3>"
        "<p>State-space and linear-recurrent layers never form an attention matrix. But what such "
        "a "
        "layer computes is a product of its input with a lower triangular matrix, which is shown "
        "here as if it were one:</p>"
        "<p style='font-size:large'><i>y</i><sub>i</sub> = Σ<sub>j ≤ i</sub> "
        "<i>A</i><sub>ij</sub> <i>x</i><sub>j</sub></p>"
        "<p>Entries may be negative, and rows need not add up to 1.</p>"
        "<p><small>A. Ali, I. Zimerman, L. Wolf, <i>The Hidden Attention of Mamba Models</i>, "
        "2024, "
        "arXiv:2403.01590. I. Zimerman, A. Ali, L. Wolf, <i>A Unified Implicit Attention "
        "Formulation for Gated-Linear Recurrent Sequence Models</i>, 2024, "
        "arXiv:2405.16504.</small></p>");
}

QString across()
{
    return AttentionPanel::tr(
        "<h3>Cross-attention</h3>"
        "<p>Each token that the decoder writes (a row) reads from what the encoder has read (the "
        "columns): words of the source text, or moments of a sound. Point at a token in the strip "
        "below to light what it reads from.</p>");
}

} // namespace

QString attentionExplanation(const RunDocument& run)
{
    const QString special = run.part.implicit                         ? implicit()
                            : run.isOnPicture()                       ? onPicture()
                            : run.attention && !run.isSelfAttention() ? across()
                                                                      : QString();
    return run.part.implicit ? special : special + general();
}

} // namespace saccade
