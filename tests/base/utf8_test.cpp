#include "base/utf8.h"

#include <gtest/gtest.h>
#include <string>

#include "base/error.h"

namespace nnl {
namespace {

TEST(Utf8, takes_whole_characters_of_every_length) {
  for (const char* text : {"", "plain", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                           "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "gr\xc3\xbc\xc3\x9f"})
    EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Utf8, refuses_all_else) {
  for (const char* text :
       {"\x80", "\xc2", "\xc2z", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "a\xe2\x82"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Utf8, long_texts_are_shortened_between_characters) {
  EXPECT_EQ(shortened(std::string(200, 'x')), std::string(200, 'x'));
  EXPECT_EQ(shortened(std::string(100, 'a') + "!" + std::string(100, 'b')),
            std::string(100, 'a') + "..." + std::string(100, 'b'));
  for (size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, 'x');
    for (int i = 0; i < 100; ++i) text += "\xF0\x9F\x98\x80";
    const std::string cut = shortened(text);
    EXPECT_TRUE(is_utf8(cut)) << cut;
    EXPECT_LE(cut.size(), 203u);
    EXPECT_GE(cut.size(), 197u);
  }
  EXPECT_EQ(shortened(std::string(300, '\x80')).size(), 97u + 3 + 97);  // no UTF-8
}

TEST(Utf8, names_have_at_least_one_byte_and_not_too_many) {
  check_name("x", std::string(255, 'n'));
  EXPECT_THROW(check_name("x", ""), Error);
  EXPECT_THROW(check_name("x", std::string(256, 'n')), Error);
  EXPECT_THROW(check_name("x", "\xff"), Error);
}

TEST(Utf8, a_text_that_is_none_becomes_one) {
  std::string good = "\xc3\xa9", bad = "a\xc3\xa9\xff";
  make_utf8(good);
  make_utf8(bad);
  EXPECT_EQ(good, "\xc3\xa9");
  EXPECT_EQ(bad, "a???");
}

TEST(Utf8, names_have_no_control_characters) {
  check_name("x", "a \xc2\xa0~\xc3\x80");
  for (const char* name : {"a\nb", "\t", "\x1b[2J", "\x7f", "\xc2\x80", "a\xc2\x9f"})
    EXPECT_THROW(check_name("x", name), Error) << name;
}

}  // namespace
}  // namespace nnl
