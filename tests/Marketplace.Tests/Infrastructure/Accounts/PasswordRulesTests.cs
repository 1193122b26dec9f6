using Marketplace.Infrastructure.Accounts;

namespace Marketplace.Tests.Infrastructure.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("cầu vồng sau mưa rào")]
    [InlineData("tách trà trên bàn gỗ")]
    [InlineData("onlylowercaseletterswithoutanydigit")]
    [InlineData("7391820465028")]
    [InlineData("nuong lua chin vang")]
    [InlineData("!#%&/()=?*")]
    [InlineData("🐃🌾🏔🧵🪡🎋🐓🌽🍵🔥")]
    public void Length_is_enough(string password) => Assert.Null(PasswordRules.Refuse(password, "mai@example.vn", "Vàng Thị Mai"));

    [Theory]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("password123")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("Mật khẩu 123")]
    [InlineData("anhyeuem2026")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou!!!!")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("!!!!!!!!!!!!")]
    [InlineData("🐃🐃🐃🐃🐃🐃🌾🌾🌾🌾")]
    [InlineData("cheeseburger")]
    [InlineData("q1w2e3r4t5y6")]
    [InlineData("123qwe123qwe")]
    [InlineData("asdf1234asdf")]
    [InlineData("mnbvcxzlkjhgfdsapoiuytrewq")]
    public void What_is_tried_first_is_refused(string password) =>
        Assert.Equal("accounts.password-known", PasswordRules.Refuse(password, "someone@example.vn", "")?.Code);

    [Theory]
    [InlineData("vangthimai1")]
    [InlineData("Vàng Thị Mai 90")]
    [InlineData("sungapao2026")]
    [InlineData("sungapao@example.vn")]
    public void Ones_own_name_or_address_is_refused(string password) =>
        Assert.Equal("accounts.password-is-yours", PasswordRules.Refuse(password, "sungapao@example.vn", "Vàng Thị Mai")?.Code);

    [Fact]
    public void Ones_own_number_is_refused() =>
        Assert.Equal("accounts.password-is-yours", PasswordRules.Refuse("0912345678", "+84912345678", "")?.Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ngắn quá")]
    [InlineData("🐃🐃🐃🐃🐃🐃🐃🐃🐃")]
    public void Fewer_than_ten_characters_are_refused(string? password) =>
        Assert.Equal("accounts.password-too-short", PasswordRules.Refuse(password, "a@example.vn", "")?.Code);

    [Fact]
    public void More_than_can_be_hashed_cheaply_is_refused() =>
        Assert.Equal("accounts.password-too-long", PasswordRules.Refuse(new string('x', 129), "a@example.vn", "")?.Code);
}
