using System.Text.RegularExpressions;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Data;

/// <summary>The books and the facts that figures are computed from are put right by a second entry only.</summary>
public sealed partial class AppendOnlyTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task No_save_changes_or_deletes_an_entry_of_the_books()
    {
        await _market.Delivered();
        var before = await Books();

        await Refused(async db => db.Entry(await db.Postings.FirstAsync(Ct)).Property(posting => posting.Account).CurrentValue = LedgerAccount.Losses);
        await Refused(async db => db.Entry(await db.Postings.FirstAsync(Ct)).ComplexProperty(posting => posting.Amount).CurrentValue = Money.Vnd(1));
        await Refused(async db => db.Remove(await db.Postings.FirstAsync(Ct)));
        await Refused(async db => db.Entry(await db.LedgerTransactions.FirstAsync(Ct)).Property(transaction => transaction.Kind).CurrentValue = "gift");
        await Refused(async db => db.Remove(await db.LedgerTransactions.FirstAsync(Ct)));

        Assert.NotEmpty(before);
        Assert.Equal(before, await Books());
    }

    [Fact]
    public void Books_and_facts_are_what_is_written_once() => Assert.Equal(
        ["LedgerTransaction", "Posting", "Sale", "SaleAllocation"],
        typeof(IAppendOnly).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IAppendOnly))).Select(type => type.Name).Order(StringComparer.Ordinal));

    /// <summary>What goes around the save is not asked: nothing of ours does.</summary>
    [Fact]
    public void No_source_changes_them_around_the_save() => Assert.DoesNotContain(
        Repository.Files(Path.Combine(Repository.Root, "src"), ".cs").Where(file => !file.Contains("Migrations", StringComparison.Ordinal)), file => AroundTheSave().IsMatch(File.ReadAllText(file)));

    [Theory]
    [InlineData("db.Postings.Where(posting => posting.Id > 1)\n    .ExecuteDeleteAsync(ct)", true)]
    [InlineData("db.Set<Sale>().ExecuteUpdateAsync(sale => sale, ct)", true)]
    [InlineData("db.SalesRollups.ExecuteDeleteAsync(ct)", false)]
    [InlineData("db.Sales.CountAsync(ct); db.Carts.ExecuteDeleteAsync(ct)", false)]
    public void The_question_finds_what_goes_around_the_save(string source, bool isFound) => Assert.Equal(isFound, AroundTheSave().IsMatch(source));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<List<string>> Books() => _market.Read(async db => (await db.Postings.AsNoTracking().OrderBy(posting => posting.Id).ToListAsync(Ct))
        .ConvertAll(posting => $"{posting.Id} {posting.Account} {posting.Amount.MinorUnits}"));

    private Task<InvalidOperationException> Refused(Func<MarketplaceDb, Task> change) => _market.Read(async db =>
    {
        await change(db);
#pragma warning disable RS0030 // What no save may do.
        return await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
#pragma warning restore RS0030
    });

    [GeneratedRegex(@"(\b(LedgerTransactions|Postings|Sales|SaleAllocations)\b|Set<(LedgerTransaction|Posting|Sale|SaleAllocation)>\(\))[^;]*\.Execute(Update|Delete)")]
    private static partial Regex AroundTheSave();
}
