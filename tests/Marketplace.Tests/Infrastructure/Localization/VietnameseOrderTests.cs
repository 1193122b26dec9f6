using Marketplace.Infrastructure.Localization;

namespace Marketplace.Tests.Infrastructure.Localization;

public sealed class VietnameseOrderTests
{
    /// <summary>a before ă before â, d before đ, and marks of tone last.</summary>
    [Fact]
    public void Names_stand_in_the_order_of_the_alphabet() => Assert.Equal(
        ["Âu Lâu", "Bản Hồ", "Bắc Hà", "Cần Thơ", "Dền Sáng", "Đà Nẵng"],
        ((string[])["Đà Nẵng", "Bắc Hà", "Dền Sáng", "Cần Thơ", "Âu Lâu", "Bản Hồ"]).Order(VietnameseOrder.Names));
}
