using System.Text;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Seeding;

[Collection(OneSeededMarketplace.Name)]
public sealed class DemoMarketTests(SeededMarketplace market)
{
    private static readonly Comparer<ProductId> Ids = Comparer<ProductId>.Create((one, other) => one.Value.CompareTo(other.Value));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_invented_producer_is_verified_and_marked_as_invented()
    {
        var producers = await market.Read(db => db.Producers.AsNoTracking().ToListAsync(Ct));

        Assert.Equal(61, producers.Count);
        Assert.All(producers, producer => Assert.True(producer is { IsDemo: true, Status: ProducerStatus.Verified, IsPaused: false } && producer.BankCipher is not null));
        Assert.Equal(14, producers.Count(producer => producer.Kind == ProducerKind.Household));
        Assert.False(await market.Read(db => db.Persons.AnyAsync(person => !person.IsDemo, Ct)));
    }

    /// <summary>Only those whose sign-in is printed have an address under a name somebody owns.</summary>
    [Fact]
    public async Task Letters_to_invented_people_go_nowhere()
    {
        var accounts = await market.Read(db => db.Users.Select(user => user.Email!).ToListAsync(Ct));
        var makers = await market.Read(db => db.Producers.Select(producer => producer.Email).ToListAsync(Ct));
        var buyers = await market.Read(db => db.Orders.Where(order => order.Address.Email != "").Select(order => order.Address.Email).ToListAsync(Ct));

        Assert.NotEmpty(buyers);
        Assert.All([.. accounts.Except(DemoAccounts.All.Select(account => account.Login)), .. makers, .. buyers],
            address => Assert.EndsWith("@demo.chophien.example", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_invented_product_is_on_sale_with_stock_and_an_illustration_that_says_so()
    {
        var products = await market.Read(db => db.Products.AsNoTracking().Include(product => product.Photos).Include(product => product.Variants).ToListAsync(Ct));
        var stocked = await market.Read(db => db.StockLevels.CountAsync(Ct));

        Assert.Equal(240, products.Count);
        Assert.All(products, product => Assert.True(product is { IsDemo: true, IsOnSale: true, Status: ProductStatus.Published }));
        Assert.All(products, product => Assert.StartsWith("Hình minh hoạ", Assert.Single(product.Photos).AltVi, StringComparison.Ordinal));
        Assert.Equal(products.Sum(product => product.Variants.Count), stocked);
        var chosenFrom = products.Where(product => product.Variants.Count > 1).SelectMany(product => product.Variants).ToList();
        Assert.NotEmpty(chosenFrom);
        Assert.All(chosenFrom, variant => Assert.True(variant.NameVi is not "" && variant.NameEn is not "", "A buyer cannot tell the sizes apart."));
        Assert.False(await market.Read(db => db.MediaItems.AnyAsync(media => !media.IsIllustration, Ct)));
        Assert.Equal(33, await market.Read(db => db.Certificates.CountAsync(certificate => certificate.Stars >= 3, Ct)));
    }

    [Fact]
    public async Task The_demo_moderator_decided_on_every_producer_and_product_once_and_after_it_came_in()
    {
        var moderator = await market.Read(db => db.Users.SingleAsync(user => user.UserName == DemoAccounts.Moderator.Login, Ct));
        var decisions = await market.Read(db => db.ReviewDecisions.AsNoTracking().ToListAsync(Ct));
        var producers = await market.Read(db => db.Producers.AsNoTracking().ToDictionaryAsync(producer => producer.Id, Ct));
        var products = await market.Read(db => db.Products.AsNoTracking().ToDictionaryAsync(product => product.Id, Ct));

        Assert.Equal(products.Keys.Order(Ids), decisions.Select(row => row.ProductId).Order(Ids));
        Assert.All(decisions, row => Assert.Equal(moderator.Id, row.ModeratorId.Value));
        Assert.All(decisions, row => Assert.Equal(row.At, products[row.ProductId].PublishedAt));
        Assert.All(products.Values, product => Assert.True(product.SubmittedAt < product.PublishedAt && product.SubmittedAt > producers[product.ProducerId].VerifiedAt));
        Assert.Equal(producers.Count + products.Count, await market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "producer.review" || entry.Action == "product.review", Ct)));
    }

    [Fact]
    public async Task What_is_newest_comes_from_many_hands()
    {
        var products = await market.Read(db => db.Products.AsNoTracking().OrderByDescending(product => product.PublishedAt).Take(24).ToListAsync(Ct));

        Assert.True(products.Take(8).DistinctBy(product => product.ProducerId).Count() >= 7);
        Assert.True(products.Take(8).DistinctBy(product => product.CategoryId).Count() >= 4);
        Assert.True(products.DistinctBy(product => product.ProducerId).Count() >= 18);
        Assert.All(products, product => Assert.True(product.PublishedAt < market.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_household_has_one_maker_and_nobody_shares_more_than_everything()
    {
        var shares = await market.Read(db => db.Memberships
            .Join(db.Producers, membership => membership.ProducerId, producer => producer.Id, (membership, producer) => new { producer.Id, producer.Kind, membership.ShareBasisPoints })
            .ToListAsync(Ct));

        foreach (var producer in shares.GroupBy(share => share.Id))
        {
            Assert.True(producer.Sum(share => share.ShareBasisPoints) is > 0 and <= 10_000);
            Assert.Equal(producer.First().Kind == ProducerKind.Household, producer.Count() == 1);
        }
    }

    [Fact]
    public async Task A_lot_is_shared_out_whole()
    {
        var lots = await market.Read(db => db.Lots.AsNoTracking().Include(lot => lot.Makers).ToListAsync(Ct));

        Assert.NotEmpty(lots);
        Assert.All(lots, lot => Assert.Equal(10_000, lot.Makers.Sum(maker => maker.ShareBasisPoints)));
    }

    [Fact]
    public async Task What_is_bought_today_was_made_lately_by_the_hands_that_always_made_it()
    {
        var lots = await market.Read(db => db.Lots.AsNoTracking().Include(lot => lot.Makers).ToListAsync(Ct));
        var today = market.Clock.GetUtcNow().VietnamDay();

        Assert.All(lots.GroupBy(lot => lot.ProductId), made =>
        {
            var last = made.MaxBy(lot => lot.MadeOn)!;
            Assert.InRange(last.MadeOn, today.AddDays(-40), today);
            Assert.All(made, lot => Assert.Equal(last.Makers.Select(maker => maker.PersonId.Value).Order(), lot.Makers.Select(maker => maker.PersonId.Value).Order()));
        });
    }

    [Fact]
    public async Task Ethnicity_is_never_stored_in_clear()
    {
        var slugs = await market.Read(db => db.EthnicGroups.Select(group => group.Slug).ToListAsync(Ct));
        var ciphers = await market.Read(db => db.Persons.Select(person => person.EthnicityCipher).ToListAsync(Ct));

        Assert.Contains(null, ciphers);
        Assert.All(ciphers.OfType<byte[]>(), cipher => Assert.DoesNotContain(slugs.Where(slug => slug.Length > 3), slug => Encoding.Latin1.GetString(cipher).Contains(slug, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_invented_list_of_communes_holds_every_producers_commune_and_more()
    {
        var listed = await market.Read(db => db.UnitClassifications.Where(row => row.Scheme == "demo").Select(row => row.UnitId).ToListAsync(Ct));
        var used = await market.Read(db => db.Producers.Join(db.AdminUnits.Where(unit => unit.Kind == "commune"), producer => producer.UnitId, unit => unit.Id, (_, unit) => unit.Id).Distinct().ToListAsync(Ct));

        Assert.Empty(used.Except(listed));
        Assert.True(listed.Count > used.Count * 4);
    }

    [Fact]
    public async Task The_demo_maker_speaks_for_a_producer_and_the_commune_manager_sees_her_commune()
    {
        var maker = await market.Read(db => db.Users.SingleAsync(user => user.UserName == DemoAccounts.ProducerMember.Login, Ct));
        var manager = await market.Read(db => db.Users.SingleAsync(user => user.UserName == DemoAccounts.CommuneManager.Login, Ct));
        var producer = await market.Read(db => db.Producers.SingleAsync(producer => db.Memberships.Any(membership => membership.PersonId == maker.PersonId && membership.ProducerId == producer.Id), Ct));

        Assert.Equal("lanh-suoi-may", producer.Slug);
        Assert.Equal(producer.UnitId, manager.ManagedUnitId);
    }
}
