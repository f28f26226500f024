// Every op case with other workgroups than the device's own: the paths that other GPUs take.
#include "tests/gpu/vulkan_case.h"
#include "tests/support/op_cases.h"

using namespace saccade;

class TestVulkanTunings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        wantValidation();
        m_device = firstVulkanDevice();
        REQUIRE_VULKAN(m_device);
        m_cases = opCases();
    }

    void agreesWithTheReference_data()
    {
        QTest::addColumn<bool>("isShared");
        // As on a GPU whose subgroups cannot be fixed: shared memory and barriers, keys in chunks.
        QTest::newRow("shared memory") << true;
        // As on a GPU with one subgroup a workgroup: keys in chunks, a submission for each
        // dispatch.
        QTest::newRow("chunks of keys") << false;
    }

    void agreesWithTheReference()
    {
        QFETCH(bool, isShared);
        const auto backend = openVulkan(m_device, tuned(isShared));
        std::string found;
        for (const auto& item : m_cases) {
            try {
                const auto text = differences(*backend, item.make());
                found += text.empty() ? std::string() : item.name + ": " + text;
            } catch (const Error& error) {
                found += item.name + ": " + error.what() + "\n";
            }
        }
        QVERIFY2(found.empty(), found.c_str());
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

private:
    Tuning tuned(bool isShared) const
    {
        Tuning tuning;
        for (const auto& traits : Instance().devices()) {
            if (traits.info.identifier == m_device.identifier) {
                tuning = tuningFor(traits);
            }
        }
        tuning.attentionKeys = 64;
        tuning.workPerSubmission = 1;
        if (isShared) {
            tuning.lanes = 64;
            tuning.singleSubgroup = false;
            tuning.attentionRows = 1;
            tuning.matrixRows = 4;
            tuning.matrixColumns = 1;
        } else {
            tuning.attentionRows = 3;
            tuning.vectorRows = 1;
            tuning.vectorColumns = 1;
            tuning.matrixRows = 5;
            tuning.matrixColumns = 3;
        }
        return tuning;
    }

    DeviceInfo m_device;
    std::vector<OpCase> m_cases;
};

QTEST_GUILESS_MAIN(TestVulkanTunings)
#include "tst_vulkan_tunings.moc"
