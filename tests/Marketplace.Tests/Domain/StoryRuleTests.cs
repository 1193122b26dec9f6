using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Demo;

namespace Marketplace.Tests.Domain;

public sealed class StoryRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Mẹ dệt khăn này đấy")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("đẹp Đẹp ĐẸP đẹp đẹp đẹp đẹp đẹp")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14")]
    [InlineData("........ !!!!!!!! ----- ?????")]
    [InlineData("khăn đẹp, khăn đẹp lắm, đẹp lắm")]
    public void Length_alone_is_no_story(string text) => Assert.False(StoryRule.Holds(text));

    [Theory]
    [InlineData("Dệt từ sợi lanh nối tay.")]
    [InlineData("Mẹ tôi dệt khăn này trong mùa mưa")]
    [InlineData("Kuv niam ntos daim phuam no lub caij nag")]
    [InlineData("Woven by my mother in the rain season")]
    public void A_short_story_is_one(string text) => Assert.True(StoryRule.Holds(text));

    [Fact]
    public void Letters_with_their_marks_behind_them_are_words_like_others() =>
        Assert.True(StoryRule.Holds("Mẹ tôi dệt khăn này trong mùa mưa".Normalize(System.Text.NormalizationForm.FormD)));

    [Fact]
    public void The_stories_of_the_demonstration_are_stories()
    {
        var products = DataFiles.BesideTheApplication.Rows<DemoProductRow>("demo-products.csv");

        Assert.NotEmpty(products);
        Assert.All(products, product => Assert.True(StoryRule.Holds(product.DescriptionVi), product.Slug));
    }
}
