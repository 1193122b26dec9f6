using Marketplace.Domain.Common;
using Marketplace.Domain.Places;

namespace Marketplace.Tests.Domain;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Hoà Bình", "Hòa Bình")]
    [InlineData("Thuỷ Nguyên", "Thủy Nguyên")]
    [InlineData("Khánh Hoà", "khánh hòa")]
    public void Tone_placement_is_ignored(string one, string other) =>
        Assert.Equal(Fold.IgnoringTonePlacement(one), Fold.IgnoringTonePlacement(other));

    [Theory]
    [InlineData("Hoà", "Hoá")]
    [InlineData("Tân Hoà", "Tấn Hoà")]
    [InlineData("Đá", "Da")]
    public void Different_tones_and_vowels_stay_different(string one, string other) =>
        Assert.NotEqual(Fold.IgnoringTonePlacement(one), Fold.IgnoringTonePlacement(other));

    [Theory]
    [InlineData("Hoà Bình", "hòa bình")]
    [InlineData("Khoẻ, thuý", "khỏe thúy")]
    [InlineData("Quý hoàng toán", "quý hoàng toán")]
    [InlineData("họa hoạ", "họa họa")]
    public void Tones_have_one_place_and_words_stay_readable(string written, string folded) => Assert.Equal(folded, Fold.WithTonesPlaced(written));

    [Fact]
    public void Plain_letters_keep_their_case() => Assert.Equal("Da Lat, Phan Ri Thanh", Fold.Plain("Đà Lạt, Phan Rí Thành"));

    [Theory]
    [InlineData("Xã Phan Hòa", "Phan Hòa")]
    [InlineData("Thị trấn Chợ Lầu", "Chợ Lầu")]
    [InlineData("Phường 1", "Phường 1")]
    [InlineData("Xà Phiên", "Xà Phiên")]
    public void A_name_loses_its_kind_unless_it_is_a_number(string written, string bare) => Assert.Equal(bare, PlaceNames.Bare(written));

    [Fact]
    public void Without_marks_kind_and_name_cannot_be_told_apart() => Assert.Equal(["xa phien", "phien"], PlaceNames.Keys("xa phien"));
}
