using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>
/// Turns a delivered and settled part into sale facts, one for each line, with everything dated read as it stood on that day: place, list of
/// difficult places, members, consents.
/// </summary>
internal sealed class Recogniser(MarketplaceDb db, PersonKeys keys, ColumnProtector protector, SensitiveReader sensitive, RollupWriter rollups, RuleBook rules)
{
    /// <returns>How many facts were new.</returns>
    public async Task<int> Recognise(Order order, ProducerOrder part, CancellationToken ct)
    {
        if (!part.IsRecognised)
        {
            return 0;
        }

        var at = part.DeliveredAt > part.SettledAt ? part.DeliveredAt.Value : part.SettledAt!.Value;
        var lines = part.Lines.Count > 0 ? [.. part.Lines] : await db.OrderLines.AsNoTracking().Where(line => line.ProducerOrderId == part.Id).ToListAsync(ct);
        var known = await KnownKeys(part.Id, ct);
        lines.RemoveAll(line => known.Contains(LineKey(line)));
        if (lines.Count == 0)
        {
            return 0;
        }

        await rollups.BeginTransaction(ct);
        var day = at.VietnamDay();
        var places = await PlacesOf(lines, day, ct);
        var people = await PeopleOf(part.ProducerId, lines, day, at, ct);
        List<Sale> sales = [];
        foreach (var line in lines)
        {
            var place = places[line.OriginUnitId];
            var sale = new Sale
            {
                FactKey = LineKey(line),
                OrderLineId = line.Id,
                PartId = part.Id,
                OrderId = order.Id,
                ProducerId = part.ProducerId,
                ProductId = line.ProductId,
                CategoryId = line.CategoryId,
                UnitId = place.UnitId,
                ProvinceId = place.ProvinceId,
                Region = place.Region,
                IsExtremelyDifficult = place.IsExtremelyDifficult,
                Day = day,
                SoldOn = day,
                Quantity = line.Quantity,
                ValueDong = line.GoodsDong,
                FeeDong = line.FeeDong,
                WithheldDong = line.WithheldVatDong + line.WithheldPitDong,
                IsExport = order.IsExport,
                CountryCode = order.Address.CountryCode,
                Channel = part.Channel,
                RecognisedAt = at,
            };
            foreach (var share in SaleAllocator.Allocate(sale.ValueDong, sale.PayableDong, people.MakersOf(line), people.Members, people.MemberCount))
            {
                sale.Allocate(people.Describe(share, keys, protector));
            }

            sales.Add(sale);
        }

        db.Sales.AddRange(sales);
        // That these persons' groups were read is written down already.
        await rollups.Apply(sales, protector.GroupOf, ct);
        return sales.Count;
    }

    /// <summary>
    /// A recognised part whose money went back: one negative fact for each. Until the month of the sale is locked the month is corrected; later
    /// the reversal is dated today.
    /// </summary>
    public async Task<int> Reverse(ProducerOrderId partId, DateTimeOffset now, CancellationToken ct)
    {
        await rollups.BeginTransaction(ct);
        var facts = await db.Sales.AsNoTracking().Include(sale => sale.Allocations).Where(sale => sale.PartId == partId).ToListAsync(ct);
        facts.AddRange(db.Sales.Local.Where(sale => sale.PartId == partId && facts.TrueForAll(fact => fact.FactKey != sale.FactKey)));
        var known = facts.ConvertAll(fact => fact.FactKey).ToHashSet();
        var today = now.VietnamDay();
        List<Sale> reversals = [];
        foreach (var fact in facts.Where(fact => fact.Quantity > 0 && !known.Contains(ReversalKey(fact))))
        {
            var monthEnd = ProgrammePeriod.Of(PeriodGrain.Month, fact.Day).End;
            var lockDays = (int)(await rules.On(monthEnd, ct)).Policy(PolicyCodes.MonthLockDays);
            var reversal = new Sale
            {
                FactKey = ReversalKey(fact),
                OrderLineId = fact.OrderLineId,
                PartId = fact.PartId,
                OrderId = fact.OrderId,
                ProducerId = fact.ProducerId,
                ProductId = fact.ProductId,
                CategoryId = fact.CategoryId,
                UnitId = fact.UnitId,
                ProvinceId = fact.ProvinceId,
                Region = fact.Region,
                IsExtremelyDifficult = fact.IsExtremelyDifficult,
                Day = today <= monthEnd.AddDays(lockDays) ? fact.Day : today,
                SoldOn = fact.SoldOn,
                Quantity = -fact.Quantity,
                ValueDong = -fact.ValueDong,
                FeeDong = -fact.FeeDong,
                WithheldDong = -fact.WithheldDong,
                IsExport = fact.IsExport,
                CountryCode = fact.CountryCode,
                Channel = fact.Channel,
                RecognisedAt = now,
            };
            foreach (var share in fact.Allocations)
            {
                reversal.Allocate(new SaleAllocation
                {
                    PersonKey = share.PersonKey,
                    EthnicityCipher = share.EthnicityCipher,
                    Gender = share.Gender,
                    ValueDong = -share.ValueDong,
                    PayableDong = -share.PayableDong,
                    Quality = share.Quality,
                });
            }

            reversals.Add(reversal);
        }

        if (reversals.Count > 0)
        {
            db.Sales.AddRange(reversals);
            await rollups.Apply(reversals, await sensitive.EthnicGroups("programme.reversal", ct), ct);
        }

        return reversals.Count;
    }

    private static string LineKey(OrderLine line) => $"line:{line.Id.Value:N}";

    private static string ReversalKey(Sale sale) => $"refund:{sale.OrderLineId.Value:N}";

    private async Task<HashSet<string>> KnownKeys(ProducerOrderId part, CancellationToken ct)
    {
        var known = await db.Sales.Where(sale => sale.PartId == part).Select(sale => sale.FactKey).ToListAsync(ct);
        return [.. known, .. db.Sales.Local.Where(sale => sale.PartId == part).Select(sale => sale.FactKey)];
    }

    private async Task<Dictionary<int, SalePlace>> PlacesOf(List<OrderLine> lines, DateOnly day, CancellationToken ct)
    {
        var origins = lines.Select(line => line.OriginUnitId).Distinct().ToList();
        var units = await db.AdminUnits.AsNoTracking().Where(unit => origins.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, ct);
        foreach (var ended in units.Values.Where(unit => unit.ValidTo < day).ToList())
        {
            var heirs = await db.AdminUnitSuccessions.AsNoTracking()
                .Where(step => step.FromId == ended.Id && step.Kind == "whole")
                .Select(step => step.To)
                .Where(unit => unit.ValidFrom <= day && (unit.ValidTo == null || unit.ValidTo >= day))
                .ToListAsync(ct);
            if (heirs is [var heir])
            {
                units[ended.Id] = heir;
            }
        }

        var ids = units.Values.Select(unit => unit.Id).ToList();
        var classes = await rollups.Classes(ids, ct);
        return units.ToDictionary(pair => pair.Key, pair =>
        {
            var province = pair.Value.ParentId ?? pair.Value.Id;
            var (region, isExtremelyDifficult) = classes.Of(pair.Value.Id, province, day);
            return new SalePlace(pair.Value.Id, province, region, isExtremelyDifficult);
        });
    }

    private async Task<SalePeople> PeopleOf(ProducerId producer, List<OrderLine> lines, DateOnly day, DateTimeOffset at, CancellationToken ct)
    {
        var memberCount = await db.Producers.Where(one => one.Id == producer).Select(one => one.MemberCount).SingleAsync(ct);
        var members = await db.Memberships.AsNoTracking()
            .Where(member => member.ProducerId == producer && member.From <= day && (member.Until == null || member.Until >= day))
            .Select(member => new ShareHolder(member.PersonId, member.ShareBasisPoints))
            .ToListAsync(ct);
        var lotIds = lines.Where(line => line.LotId is not null).Select(line => line.LotId!.Value).Distinct().ToList();
        var lots = lotIds.Count == 0 ? [] : await db.Lots.AsNoTracking().Include(lot => lot.Makers).Where(lot => lotIds.Contains(lot.Id)).ToDictionaryAsync(lot => lot.Id, ct);
        var ids = members.Select(member => member.Person).Concat(lots.Values.SelectMany(lot => lot.Makers).Select(maker => maker.PersonId)).Distinct().ToList();
        var consented = await db.Consents.AsNoTracking().InForce(at)
            .Where(consent => consent.ProducerId == producer && consent.Purpose == ConsentPurpose.Statistics && ids.Contains(consent.PersonId))
            .Select(consent => consent.PersonId)
            .Distinct()
            .ToListAsync(ct);
        var genders = await db.Persons.Where(person => consented.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Gender, ct);
        var peoples = new Dictionary<PersonId, string>();
        foreach (var person in consented)
        {
            if (await sensitive.Ethnicity(person, null, "programme.recognition", ct) is { } slug)
            {
                peoples[person] = slug;
            }
        }

        var slugs = peoples.Values.Distinct().ToList();
        var groups = await db.EthnicGroups.Where(group => slugs.Contains(group.Slug)).ToDictionaryAsync(group => group.Slug, group => (int?)group.Id, ct);
        return new SalePeople(
            members,
            memberCount,
            lots.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ShareHolder>)[.. pair.Value.Makers.Select(maker => new ShareHolder(maker.PersonId, maker.ShareBasisPoints))]),
            genders.ToDictionary(pair => pair.Key, pair => (pair.Value, peoples.TryGetValue(pair.Key, out var slug) ? groups.GetValueOrDefault(slug) : null)));
    }
}

/// <summary>Where a line was made, as of a day.</summary>
internal sealed record SalePlace(int UnitId, int ProvinceId, int Region, bool IsExtremelyDifficult);

/// <summary>Who may share in a sale, and what those who consented to statistics state about themselves.</summary>
internal sealed record SalePeople(
    IReadOnlyList<ShareHolder> Members,
    int MemberCount,
    IReadOnlyDictionary<Domain.Origin.LotId, IReadOnlyList<ShareHolder>> Makers,
    IReadOnlyDictionary<PersonId, (Gender Gender, int? EthnicGroupId)> Stated)
{
    public IReadOnlyList<ShareHolder> MakersOf(OrderLine line) => line.LotId is { } lot && Makers.TryGetValue(lot, out var makers) ? makers : [];

    public SaleAllocation Describe(AllocatedShare share, PersonKeys keys, ColumnProtector protector)
    {
        var (gender, group) = share.Person is { } person && Stated.TryGetValue(person, out var said) ? said : (Gender.NotStated, null);
        var key = share.Person is { } whose ? keys.Of(whose) : null;
        return new SaleAllocation
        {
            PersonKey = key,
            EthnicityCipher = key is not null && group is { } stated ? protector.EthnicGroup(key, stated) : null,
            Gender = gender,
            ValueDong = share.ValueDong,
            PayableDong = share.PayableDong,
            Quality = share.Quality,
        };
    }
}
