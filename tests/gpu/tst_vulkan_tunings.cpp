// Every op case with other workgroups than the device's own: the paths that other GPUs take.
#include "tests/gpu/vulkan_case.h"
#include "tests/support/op_cases.h"

#include <map>

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
        QTest::addColumn<int>("index");
        // As on a GPU whose subgroups cannot be fixed: shared memory and barriers, keys in chunks.
        addRows("shared memory", true);
        // As on a GPU with one subgroup a workgroup: keys in chunks, a submission for each
        // dispatch.
        addRows("chunks of keys", false);
    }

    void agreesWithTheReference()
    {
        QFETCH(bool, isShared);
        QFETCH(int, index);
        auto& backend = m_backends[isShared];
        if (!backend) {
            backend = openVulkan(m_device, tuned(isShared));
        }
        std::string found;
        try {
            found = differences(*backend, m_cases[static_cast<std::size_t>(index)].make());
        } catch (const Error& error) {
            found = error.what();
        }
        QVERIFY2(found.empty(), found.c_str());
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

    void cleanupTestCase()
    {
        m_backends.clear();
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

private:
    void addRows(const std::string& tuning, bool isShared)
    {
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            QTest::newRow((tuning + ": " + m_cases[i].name).c_str())
                << isShared << static_cast<int>(i);
        }
    }

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
    std::map<bool, std::shared_ptr<VulkanBackend>> m_backends;
};

QTEST_GUILESS_MAIN(TestVulkanTunings)
#include "tst_vulkan_tunings.moc"
