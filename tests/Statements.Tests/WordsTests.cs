using AllianceServices.Statements.Search;

namespace AllianceServices.Statements.Tests;

public class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\n ", "")]
    [InlineData("John KIRBY, 2024-06-17", "john kirby 2024 06 17")]
    [InlineData("Türkiye TÜRKİYE türkiye TURKIYE", "turkiye turkiye turkiye turkiye")]
    [InlineData("Tu\u0308rkiye", "turkiye")]
    [InlineData("Erdoğan Iğdır IĞDIR", "erdogan igdir igdir")]
    [InlineData("Зеленський ЗЕЛЕНСЬКИЙ", "зеленськии зеленськии")]
    [InlineData("Їжак Київ ґанок Ёлка", "іжак киів ґанок елка")]
    [InlineData("и\u0306", "и")]
    [InlineData("Wałęsa Łódź Støre Đurđević", "walesa lodz store durdevic")]
    [InlineData("Straße STRAẞE", "strasse strasse")]
    [InlineData("Ægir Œuvre Þór", "aegir oeuvre thor")]
    [InlineData("Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ")]
    [InlineData("ﬁnance ＮＡＴＯ x² 𝐍𝐀𝐓𝐎", "finance nato x2 nato")]
    [InlineData("1½ mm", "11 2 mm")]
    [InlineData("co\u00ADoperation", "cooperation")]
    [InlineData("зв'язок зв’язок звʼязок", "зв язок зв язок зв язок")]
    [InlineData("كِتاب آن", "كتاب ان")]
    [InlineData("北約 日本", "北約 日本")]
    [InlineData("F-16s: \"yes\" (no) a_b*c; DROP", "f 16s yes no a b c drop")]
    [InlineData("🙂 𐌰𐌱 🇺🇦", "𐌰𐌱")]
    public void A_text_is_folded_to_words_with_one_space_between_them(string text, string expected) =>
        Assert.Equal(expected, Words.Fold(text));

    [Fact]
    public void Texts_are_folded_one_after_the_other() =>
        Assert.Equal("security agreements nato", Words.Fold(["security-agreements", "", "nato"]));

    [Fact]
    public void A_word_knows_where_it_stands() => Assert.Equal(
        [new("tu", 2, 5), new("ab", 6, 8), new("1", 9, 10), new("2", 9, 10), new("i", 11, 13)],
        Words.Of("– Tu\u0308 Áb ½ i\u0301."));

    [Fact]
    public void Of_a_long_word_the_beginning_counts_and_no_character_is_cut_in_two()
    {
        Assert.Equal(new string('x', 100), Words.Fold(new string('X', 10_000)));
        var word = Assert.Single(Words.Of(string.Concat("a", string.Concat(Enumerable.Repeat("𐌰", 60)))));
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("𐌰", 49)), word.Folded);
        Assert.Equal((0, 121), (word.Start, word.End));
    }
}
