using System.Text;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;

namespace Marketplace.Tests.Domain;

public sealed class LettersTests
{
    [Theory]
    [InlineData("cha\u0300m\uFFFE", "chàm")]
    [InlineData("ch\uFFFF\uFDD0à\uFDEFm", "chàm")]
    [InlineData("chàm\ud83e", "chàm")]
    [InlineData("\udf00chàm\U0001FFFE🧵", "chàm🧵")]
    [InlineData("\uFFFE", "")]
    public void What_is_no_character_is_dropped(string typed, string composed)
    {
        Assert.Equal(composed, Letters.InForm(typed, NormalizationForm.FormC));
        Assert.Equal(Fold.Text(composed), Fold.Text(typed));
        Assert.Equal(Fold.KeepingMarks(composed), Fold.KeepingMarks(typed));
        Assert.Equal(Fold.IgnoringTonePlacement(composed), Fold.IgnoringTonePlacement(typed));
        Assert.Equal(Fold.Plain(composed), Fold.Plain(typed));
        Assert.Equal(composed, PasswordRules.Composed(typed));
    }
}
