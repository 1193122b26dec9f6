using System.Text;
using Marketplace.Features.Programme.Figures;

namespace Marketplace.Tests.Features.Programme;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84912345678", "'+84912345678")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-1\n=1+1", "\"'-1\n=1+1\"")]
    [InlineData("-", "'-")]
    [InlineData("-335000", "-335000")]
    [InlineData("-12.5%", "-12.5%")]
    [InlineData("-1,5", "\"-1,5\"")]
    [InlineData("Lùng Tám", "Lùng Tám")]
    public void A_cell_that_a_spreadsheet_would_work_out_is_made_text_and_a_number_stays_one(string cell, string written) =>
        Assert.Equal("\uFEFF" + written + "\r\n", Encoding.UTF8.GetString(new CsvText().Row(cell).ToBytes()));
}
