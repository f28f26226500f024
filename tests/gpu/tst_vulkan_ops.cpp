// Every op case of tests/support on the GPU, with the validation layers on.
#include "tests/gpu/vulkan_case.h"
#include "tests/support/op_cases.h"

using namespace saccade;

class TestVulkanOps : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        wantValidation();
        const auto device = firstVulkanDevice();
        REQUIRE_VULKAN(device);
        m_backend = openVulkan(device);
        m_cases = opCases();
    }

    void agreesWithTheReference_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(m_cases.size()); ++i) {
            QTest::newRow(m_cases[static_cast<std::size_t>(i)].name.c_str()) << i;
        }
    }

    void agreesWithTheReference()
    {
        QFETCH(int, index);
        std::string found;
        try {
            const auto example = m_cases[static_cast<std::size_t>(index)].make();
            found = differences(*m_backend, example);
        } catch (const Error& error) {
            found = error.what();
        }
        QVERIFY2(found.empty(), found.c_str());
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

    void cleanupTestCase()
    {
        m_backend.reset();
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

private:
    std::shared_ptr<VulkanBackend> m_backend;
    std::vector<OpCase> m_cases;
};

QTEST_GUILESS_MAIN(TestVulkanOps)
#include "tst_vulkan_ops.moc"
