#include "core/text/unicode_forms.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

namespace saccade
{

namespace
{

const icu::Normalizer2& normalizerOf(UnicodeForm form)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = nullptr;
    switch (form) {
    case UnicodeForm::NFC:
        normalizer = icu::Normalizer2::getNFCInstance(status);
        break;
    case UnicodeForm::NFD:
        normalizer = icu::Normalizer2::getNFDInstance(status);
        break;
    case UnicodeForm::NFKC:
        normalizer = icu::Normalizer2::getNFKCInstance(status);
        break;
    case UnicodeForm::NFKD:
        normalizer = icu::Normalizer2::getNFKDInstance(status);
        break;
    }
    if (U_FAILURE(status) || normalizer == nullptr) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "ICU cannot load Unicode's normal forms: %1. Install its data."),
                    {u_errorName(status)});
    }
    return *normalizer;
}

} // namespace

std::string unicodeForm(std::string_view text, UnicodeForm form)
{
    const icu::Normalizer2& normalizer = normalizerOf(form);
    return changeValid(text, [&](std::string_view valid) {
        std::string result;
        icu::StringByteSink<std::string> sink(&result);
        UErrorCode status = U_ZERO_ERROR;
        normalizer.normalizeUTF8(
            0, icu::StringPiece(valid.data(), static_cast<std::int32_t>(valid.size())), sink,
            nullptr, status);
        if (U_FAILURE(status)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "ICU cannot normalise the text: %1."),
                        {u_errorName(status)});
        }
        return result;
    });
}

std::string lowercase(std::string_view text)
{
    return mapCharacters(text, [](char32_t character) {
        // The one character whose lower case is two, whatever the language (SpecialCasing.txt).
        if (character == 0x130) {
            return std::string("i\u0307");
        }
        return utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(character))));
    });
}

} // namespace saccade
