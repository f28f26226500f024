// Vision transformers that have no reference output, against a second implementation in double
// precision: DeiT, registers, SwiGLU, timm's names, pictures of other sizes; what is refused.
#include "core/base/error.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/plain_vit.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

// Patches of 4 × 4 pixels on pictures of 16 × 16, width 8, 2 heads, 2 blocks, MLP 12 wide.
constexpr auto width = plainWidth;

Tensor pixelsOf(std::int64_t height, std::int64_t columns)
{
    return randomTensor({3, height, columns}, 77, 1.0F);
}

std::map<std::string, Tensor> see(const PlainCheckpoint& checkpoint, const Tensor& pixels)
{
    return encoded(checkpoint.open(), sharedBackend("cpu"), pictureOf(pixels),
                   {"embedding", "final_norm"});
}

void makeVit(PlainCheckpoint& checkpoint, const std::string& type, std::int64_t leading)
{
    checkpoint.configuration = {
        {"model_type", type},       {"hidden_size", width},    {"num_hidden_layers", 2},
        {"num_attention_heads", 2}, {"intermediate_size", 12}, {"image_size", 16},
        {"patch_size", 4},          {"layer_norm_eps", 1e-6},  {"mlp_ratio", 2.25}};
    const auto embeddings = type + ".embeddings.";
    checkpoint.add(embeddings + "cls_token", {1, 1, width});
    checkpoint.add(embeddings + "position_embeddings", {1, leading + 16, width});
    checkpoint.add(embeddings + "patch_embeddings.projection.weight", {width, 3, 4, 4});
    checkpoint.add(embeddings + "patch_embeddings.projection.bias", {width});
    checkpoint.addNorm(type + ".layernorm", width);
}

// Without a head.
void makeDino(PlainCheckpoint& checkpoint)
{
    makeVit(checkpoint, "vit", 1);
    for (const std::string layer : {"0.", "1."}) {
        addBlock(checkpoint, vitNames("vit.encoder.layer." + layer), 12);
    }
}

void makeTimm(PlainCheckpoint& checkpoint, bool hasScale, bool isGated)
{
    checkpoint.configuration = {
        {"architecture", "vit_tiny_patch4_16"},
        {"model_args", {{"num_heads", 2}}},
        {"pretrained_cfg", {{"input_size", {3, 16, 16}}, {"crop_pct", 0.9}}}};
    checkpoint.add("patch_embed.proj.weight", {width, 3, 4, 4});
    checkpoint.add("patch_embed.proj.bias", {width});
    for (const std::string layer : {"0.", "1."}) {
        addBlock(checkpoint, timmNames("blocks." + layer, hasScale, isGated), 12);
    }
}

} // namespace

class TestPictureEncoders : public QObject
{
    Q_OBJECT

private slots:
    void deitAsksBothItsTokens();
    void positionsFitPicturesOfOtherSizes();
    void dinov2HasRegistersAndGates();
    void timmsPlainVit();
    void timmsRegistersHaveNoPositions();
    void metasRegistersFollowTheClassToken();
    void timmsPatchesArePooled();
    void modelsSayWhatTheyRead();
    void pixelsThatDoNotFitAreRefused();
    void whatChangesTimmsBlocksIsRefused();
    void timmsTensorsAloneAreKnown();
};

void TestPictureEncoders::deitAsksBothItsTokens()
{
    PlainCheckpoint checkpoint;
    makeVit(checkpoint, "deit", 2);
    checkpoint.add("deit.embeddings.distillation_token", {1, 1, width});
    for (const std::string layer : {"0.", "1."}) {
        addBlock(checkpoint, vitNames("deit.encoder.layer." + layer), 12);
    }
    checkpoint.addLinear("cls_classifier", width, 5);
    checkpoint.addLinear("distillation_classifier", width, 5);
    const auto pixels = pixelsOf(16, 16);
    const PlainLayers layers{checkpoint, 1e-6};
    const auto tokens = stacked(checkpoint.matrix("deit.embeddings.cls_token"),
                                checkpoint.matrix("deit.embeddings.distillation_token"));
    const auto patches = layers.patches(pixels, "deit.embeddings.patch_embeddings.projection");
    const auto embedded =
        plus(stacked(tokens, patches), checkpoint.matrix("deit.embeddings.position_embeddings"));
    const auto last =
        layers.norm(blocksOf(layers, embedded, vitNames, "deit.encoder.layer."), "deit.layernorm");
    const auto both = plus(layers.linear(rowsOf(last, 0, 1), "cls_classifier"),
                           layers.linear(rowsOf(last, 1, 1), "distillation_classifier"));
    const auto values = see(checkpoint, pixels);
    compare(values, "embedding", embedded);
    compare(values, "logits", applied(both, [](double x) { return x / 2.0; }));
    const auto encoder = checkpoint.open()->buildEncoder(pictureOf(pixels));
    QCOMPARE(encoder->sequences,
             (std::vector<Sequence>{
                 {.name = "patches", .length = 18, .leading = 2, .rows = 4, .columns = 4}}));
}

void TestPictureEncoders::positionsFitPicturesOfOtherSizes()
{
    PlainCheckpoint checkpoint;
    makeDino(checkpoint);
    const auto pixels = pixelsOf(26, 11); // 6 × 2 whole patches
    const PlainLayers layers{checkpoint, 1e-6};
    const auto table = checkpoint.matrix("vit.embeddings.position_embeddings");
    const auto places = plainResized(rowsOf(table, 1, 16), 4, 6, 2, PlainAntialiasing::Off);
    const auto first = plus(checkpoint.matrix("vit.embeddings.cls_token"), rowsOf(table, 0, 1));
    const auto embedded = stacked(
        first, plus(layers.patches(pixels, "vit.embeddings.patch_embeddings.projection"), places));
    const auto last =
        layers.norm(blocksOf(layers, embedded, vitNames, "vit.encoder.layer."), "vit.layernorm");
    const auto values = see(checkpoint, pixels);
    compare(values, "embedding", embedded);
    compare(values, "final_norm", last);
    compare(values, "pooled", rowsOf(last, 0, 1));
    const auto encoder = checkpoint.open()->buildEncoder(pictureOf(pixels));
    QCOMPARE(encoder->sequences.front().rows, std::int64_t{6});
    QCOMPARE(encoder->sequences.front().columns, std::int64_t{2});
}

void TestPictureEncoders::dinov2HasRegistersAndGates()
{
    const std::string type = "dinov2_with_registers";
    PlainCheckpoint checkpoint;
    makeVit(checkpoint, type, 1);
    checkpoint.configuration["use_swiglu_ffn"] = true; // ⅔ · 2.25 · 8 = 12 → 16
    checkpoint.configuration["num_register_tokens"] = 3;
    checkpoint.add(type + ".embeddings.register_tokens", {1, 3, width});
    for (const std::string layer : {"0.", "1."}) {
        addBlock(checkpoint, dinov2Names(type + ".encoder.layer." + layer), 16);
    }
    checkpoint.addLinear("classifier", 2 * width, 5);
    const auto pixels = pixelsOf(12, 28); // 3 × 7 patches: fewer rows, more columns
    const PlainLayers layers{checkpoint, 1e-6};
    const auto table = checkpoint.matrix(type + ".embeddings.position_embeddings");
    const auto places = plainResized(rowsOf(table, 1, 16), 4, 3, 7, PlainAntialiasing::On);
    const auto first = plus(checkpoint.matrix(type + ".embeddings.cls_token"), rowsOf(table, 0, 1));
    const auto patches = layers.patches(pixels, type + ".embeddings.patch_embeddings.projection");
    const auto embedded =
        stacked(stacked(first, checkpoint.matrix(type + ".embeddings.register_tokens")),
                plus(patches, places));
    const auto last = layers.norm(blocksOf(layers, embedded, dinov2Names, type + ".encoder.layer."),
                                  type + ".layernorm");
    auto features = rowsOf(last, 0, 1);
    const auto mean = meanOf(rowsOf(last, 4, 21));
    features.values.insert(features.values.end(), mean.values.begin(), mean.values.end());
    features.columns = 2 * width;
    const auto values = see(checkpoint, pixels);
    compare(values, "embedding", embedded);
    compare(values, "logits", layers.linear(features, "classifier"));
}

void TestPictureEncoders::timmsPlainVit()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, false, false);
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("pos_embed", {1, 17, width});
    checkpoint.addNorm("norm", width);
    checkpoint.addLinear("head", width, 5);
    const auto names = [](const std::string& block) { return timmNames(block, false, false); };
    const PlainLayers layers{checkpoint, 1e-6};
    for (const auto size : {16, 24}) { // as made, and larger
        const auto pixels = pixelsOf(size, size);
        const auto table = checkpoint.matrix("pos_embed");
        const auto places =
            plainResized(rowsOf(table, 1, 16), 4, size / 4, size / 4, PlainAntialiasing::On);
        const auto first = plus(checkpoint.matrix("cls_token"), rowsOf(table, 0, 1));
        const auto embedded =
            stacked(first, plus(layers.patches(pixels, "patch_embed.proj"), places));
        const auto last = layers.norm(blocksOf(layers, embedded, names, "blocks."), "norm");
        compare(see(checkpoint, pixels), "logits", layers.linear(rowsOf(last, 0, 1), "head"));
    }
}

void TestPictureEncoders::timmsRegistersHaveNoPositions()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, true, true);
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("reg_token", {1, 4, width});
    checkpoint.add("pos_embed", {1, 16, width});
    checkpoint.addNorm("norm", width);
    const auto names = [](const std::string& block) { return timmNames(block, true, true); };
    const auto pixels = pixelsOf(16, 16);
    const PlainLayers layers{checkpoint, 1e-6};
    const auto patches =
        plus(layers.patches(pixels, "patch_embed.proj"), checkpoint.matrix("pos_embed"));
    const auto embedded =
        stacked(stacked(checkpoint.matrix("cls_token"), checkpoint.matrix("reg_token")), patches);
    const auto last = layers.norm(blocksOf(layers, embedded, names, "blocks."), "norm");
    const auto values = see(checkpoint, pixels);
    compare(values, "final_norm", last);
    compare(values, "pooled", rowsOf(last, 0, 1));
    QCOMPARE(checkpoint.open()->buildEncoder(pictureOf(pixels))->sequences.front().leading,
             std::int64_t{5});
}

void TestPictureEncoders::metasRegistersFollowTheClassToken()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, true, true);
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("register_tokens", {1, 4, width});
    checkpoint.add("mask_token", {1, width});
    checkpoint.add("pos_embed", {1, 17, width});
    checkpoint.addNorm("norm", width);
    for (const std::string block : {"blocks.0.mlp.", "blocks.1.mlp."}) {
        for (const std::string end : {".weight", ".bias"}) {
            checkpoint.rename(block + "fc1" + end, block + "w12" + end);
            checkpoint.rename(block + "fc2" + end, block + "w3" + end);
        }
    }
    const auto names = [](const std::string& block) {
        auto result = timmNames(block, true, true);
        result.hidden = block + "mlp.w12";
        result.mlpOutput = block + "mlp.w3";
        return result;
    };
    const auto pixels = pixelsOf(16, 16);
    const PlainLayers layers{checkpoint, 1e-6};
    const auto placed =
        plus(stacked(checkpoint.matrix("cls_token"), layers.patches(pixels, "patch_embed.proj")),
             checkpoint.matrix("pos_embed"));
    const auto embedded = stacked(
        stacked(rowsOf(placed, 0, 1), checkpoint.matrix("register_tokens")), rowsOf(placed, 1, 16));
    const auto last = layers.norm(blocksOf(layers, embedded, names, "blocks."), "norm");
    compare(see(checkpoint, pixels), "final_norm", last);
}

void TestPictureEncoders::timmsPatchesArePooled()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, false, false);
    checkpoint.configuration["global_pool"] = "avg";
    checkpoint.configuration["label_names"] = {"cat", "dog"};
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("pos_embed", {1, 17, width});
    checkpoint.addNorm("fc_norm", width);
    checkpoint.addLinear("head", width, 2);
    const auto names = [](const std::string& block) { return timmNames(block, false, false); };
    const auto pixels = pixelsOf(16, 16);
    const PlainLayers layers{checkpoint, 1e-6};
    const auto embedded =
        plus(stacked(checkpoint.matrix("cls_token"), layers.patches(pixels, "patch_embed.proj")),
             checkpoint.matrix("pos_embed"));
    const auto last = blocksOf(layers, embedded, names, "blocks.");
    const auto pooled = layers.norm(meanOf(rowsOf(last, 1, 16)), "fc_norm");
    compare(see(checkpoint, pixels), "logits", layers.linear(pooled, "head"));
    QCOMPARE(checkpoint.open()->info().classes, (std::vector<std::string>{"cat", "dog"}));
}

void TestPictureEncoders::modelsSayWhatTheyRead()
{
    PlainCheckpoint checkpoint;
    makeDino(checkpoint);
    const auto model = checkpoint.open();
    const auto& info = model->info();
    QCOMPARE(info.inputs, (std::vector{InputKind::Image}));
    QCOMPARE(info.head, HeadKind::Embedding);
    QCOMPARE(
        info.attention,
        (std::vector<AttentionPart>{
            {.queries = "patches", .keys = "patches", .layers = 2, .heads = 2, .causal = false}}));
    QCOMPARE(model->imagePreprocessing().width, std::int64_t{16});
}

void TestPictureEncoders::pixelsThatDoNotFitAreRefused()
{
    PlainCheckpoint checkpoint;
    makeDino(checkpoint);
    const auto model = checkpoint.open();
    QVERIFY_EXCEPTION_THROWN(model->buildEncoder({}), UsageError);
    for (const auto& shape :
         {Shape{1, 16, 16}, Shape{3, 16, 3}, Shape{3, 256}, Shape{3, 800, 800}}) {
        QVERIFY_EXCEPTION_THROWN(model->buildEncoder(pictureOf(randomTensor(shape, 1))),
                                 UsageError);
    }
}

void TestPictureEncoders::whatChangesTimmsBlocksIsRefused()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, false, false);
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("pos_embed", {1, 17, width});
    checkpoint.add("blocks.0.attn.q_norm.weight", {4});
    try {
        checkpoint.open();
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("blocks.0.attn.q_norm.weight"), error.what());
    }
    checkpoint.drop("blocks.0.attn.q_norm.weight");
    checkpoint.add("storage_tokens", {1, 4, width});
    QVERIFY_EXCEPTION_THROWN(checkpoint.open(), Error);
    checkpoint.drop("storage_tokens");
    checkpoint.add("pos_embed", {1, 20, width});
    QVERIFY_EXCEPTION_THROWN(checkpoint.open(), Error);
}

void TestPictureEncoders::timmsTensorsAloneAreKnown()
{
    PlainCheckpoint checkpoint;
    makeTimm(checkpoint, false, false);
    checkpoint.add("cls_token", {1, 1, width});
    checkpoint.add("pos_embed", {1, 17, width});
    auto alone = std::make_shared<Checkpoint>(*checkpoint.open()->checkpoint());
    alone->configuration = nullptr;
    alone->format = "safetensors";
    try {
        loadModel(alone, nullptr); // 8 is no width that tells the heads
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("num_heads"), error.what());
    }
}

QTEST_GUILESS_MAIN(TestPictureEncoders)
#include "tst_picture_encoders.moc"
