// Gradients of every op on the GPU against differences of the references.
#include "tests/gpu/vulkan_case.h"
#include "tests/support/gradient_cases.h"

using namespace saccade;

class TestVulkanGradients : public QObject
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

    void agreesWithDifferences_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(m_cases.size()); ++i) {
            QTest::newRow(m_cases[static_cast<std::size_t>(i)].name.c_str()) << i;
        }
    }

    void agreesWithDifferences()
    {
        QFETCH(int, index);
        const auto& one = m_cases[static_cast<std::size_t>(index)];
        if (!hasGradient(one.make())) {
            QSKIP("an op without gradient");
        }
        std::string found;
        try {
            found = gradientDifferences(*m_backend, one);
        } catch (const Error& error) {
            found = error.what();
        }
        QVERIFY2(found.empty(), found.c_str());
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

    void cleanupTestCase() { m_backend.reset(); }

private:
    std::shared_ptr<VulkanBackend> m_backend;
    std::vector<OpCase> m_cases;
};

QTEST_GUILESS_MAIN(TestVulkanGradients)
#include "tst_gradients.moc"
