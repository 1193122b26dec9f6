using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Crafts;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Products;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding.Reference;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>The invented market: who sells what, and since when.</summary>
internal sealed class DemoMarket(MarketplaceDb db, ISender sender, DataFiles files, SeedProgress progress, SeedClock clock)
{
    /// <summary>Name of the invented list of communes. The official one (60/QĐ-BDTTG) is not open data.</summary>
    public const string Scheme = "demo";

    public async Task Open(DateTimeOffset start, CancellationToken ct)
    {
        var producers = files.Rows<DemoProducerRow>("demo-producers.csv");
        var products = files.Rows<DemoProductRow>("demo-products.csv").ToLookup(product => product.ProducerSlug);
        await Classify(producers, ct);
        var crafts = files.Rows<DemoCraftRow>("demo-crafts.csv").ToLookup(craft => craft.ProducerSlug);
        var steps = files.Rows<DemoCraftStepRow>("demo-craft-steps.csv").ToLookup(step => (step.ProducerSlug, step.Technique));
        var lookups = await LookUp(ct);
        var moderator = new UserId(await db.Users.Where(user => user.NormalizedUserName == DemoAccounts.Moderator.Normalized).Select(user => user.Id).SingleAsync(ct));
        var timeline = new DemoTimeline(clock);
        var arrived = 0;
        foreach (var (index, row) in producers.Index())
        {
            timeline.At(start.AddDays(Joined(index)), async () =>
            {
                progress.Report("producers", row.Slug, arrived++, producers.Count);
                var applicant = (await Demand(new AddDemoProducer(row, lookups, index), ct)).Value!;
                timeline.In(TimeSpan.FromDays(2), () => Demand(new DecideOnProducer(applicant.Id, moderator, Verdict.Approve, [], ""), ct));
                foreach (var (place, craft) in crafts[row.Slug].Index())
                {
                    var telling = new TellDemoCraft(applicant.Id, lookups.Techniques[craft.Technique], craft, [.. steps[(craft.ProducerSlug, craft.Technique)]]);
                    timeline.In(TimeSpan.FromDays(50 + (9 * place)), () => Tell(telling, moderator, timeline, ct));
                }

                List<DemoProductRow> own = [.. products[row.Slug]];
                for (var i = 0; i < own.Count; i++)
                {
                    var listing = new ListDemoProduct(applicant, own[i], lookups, (index * 7) + i);
                    timeline.At(start + DemoCalendar.Listed(Joined(index), index, i, own.Count), async () =>
                    {
                        var product = (await Demand(listing, ct)).Value;
                        timeline.In(TimeSpan.FromHours(4 + (listing.Index % 29)), () => Demand(new DecideOnProduct(product, moderator, Verdict.Approve, [], ""), ct));
                    });
                }
            });
        }

        await timeline.Play(start.AddMonths(DemoCalendar.Months));
    }

    private async Task Tell(TellDemoCraft craft, UserId moderator, DemoTimeline timeline, CancellationToken ct)
    {
        await Demand(craft, ct);
        var story = await db.CraftStories.Where(story => story.ProducerId == craft.Producer && story.TechniqueId == craft.Technique).Select(story => story.Id).SingleAsync(ct);
        timeline.In(TimeSpan.FromHours(20), () => Demand(new DecideOnCraft(story, moderator, Verdict.Approve, [], ""), ct));
    }

    private async Task<T> Demand<T>(IRequest<T> command, CancellationToken ct)
        where T : IResult<T>
    {
        var result = await sender.Send(command, ct);
        db.ChangeTracker.Clear();
        return result.Succeeded
            ? result
            : throw new InvalidOperationException($"{command.GetType().Name} of the invented market was refused: {result.Refusals[0].Code}.");
    }

    /// <summary>Days after the beginning: two in five were there at once, the others came over fourteen months.</summary>
    private static int Joined(int index) => index % 5 < 2 ? 0 : index * 97 % 420;

    /// <summary>
    /// An invented list: every commune of a demo producer, and one in six of the communes of their provinces so that coverage has a denominator.
    /// About two in three are region III, as on the official one.
    /// </summary>
    private async Task Classify(List<DemoProducerRow> producers, CancellationToken ct)
    {
        var own = producers.Select(producer => producer.CommuneCode).ToHashSet();
        var communes = await db.AdminUnits.Current().Where(unit => unit.Level == AdminLevel.Commune)
            .Select(unit => new { unit.Id, unit.Code, unit.Kind, unit.ParentId }).OrderBy(unit => unit.Code).ToListAsync(ct);
        var provinces = communes.Where(unit => own.Contains(unit.Code)).Select(unit => unit.ParentId).ToHashSet();
        var former = await FormerCommunes(ct);
        foreach (var (index, unit) in communes.Where(unit => provinces.Contains(unit.ParentId) && unit.Kind == "commune").Index().Where(pair => pair.Index % 6 == 0 || own.Contains(pair.Item.Code)))
        {
            var region = (index % 16) switch { < 10 => 3, < 13 => 2, _ => 1 };
            var isDifficult = region == 3 && index % 4 != 0;
            List(unit.Id, region, isDifficult, PlaceFiles.LastOldDay.AddDays(1), null);
            if (former.TryGetValue(unit.Id, out var before))
            {
                List(before, region, isDifficult, new DateOnly(2025, 1, 1), PlaceFiles.LastOldDay);
            }
        }

        await db.SaveImport(ct);
        db.ChangeTracker.Clear();

        void List(int unit, int region, bool isDifficult, DateOnly from, DateOnly? to) => db.UnitClassifications.Add(
            new UnitClassification { UnitId = unit, Scheme = Scheme, Region = region, IsExtremelyDifficult = isDifficult, ValidFrom = from, ValidTo = to });
    }

    /// <summary>
    /// Before July 2025 products and their makers came from communes of the old map: until the timeline reaches that day, what is ordered is frozen with them.
    /// </summary>
    public async Task UseFormerCommunes(DemoTimeline timeline, CancellationToken ct)
    {
        if (clock.GetUtcNow().VietnamDay() > PlaceFiles.LastOldDay)
        {
            return;
        }

        var present = await db.Products.Select(product => product.OriginUnitId).Union(db.Producers.Select(producer => producer.UnitId)).ToListAsync(ct);
        var former = (await FormerCommunes(ct)).Where(pair => present.Contains(pair.Key)).ToList();
        await Move(former, ct);
        timeline.At(VietnamTime.StartOf(PlaceFiles.LastOldDay.AddDays(1)), () => Move(former.Select(pair => KeyValuePair.Create(pair.Value, pair.Key)), ct));
    }

    /// <summary>Batch books go on: in the last days what has one is made anew by the same hands, for honey or greens of a year ago are neither fresh nor believed.</summary>
    public void KeepMaking(DemoTimeline timeline, DateTimeOffset today, CancellationToken ct) => timeline.At(today.AddDays(-9), () => MakeBatches(ct));

    private async Task MakeBatches(CancellationToken ct)
    {
        var day = clock.GetUtcNow().VietnamDay();
        var products = await db.Products.Select(product => new { product.Id, product.Slug, product.OriginUnitId }).ToDictionaryAsync(product => product.Id, ct);
        var lots = await db.Lots.AsNoTracking().Include(lot => lot.Makers).Where(lot => lot.MadeOn < day.AddDays(-28)).ToListAsync(ct);
        foreach (var (index, last) in lots.OrderBy(lot => products[lot.ProductId].Slug, StringComparer.Ordinal).Index())
        {
            var madeOn = day.AddDays(-(index % 6));
            var lot = new Lot
            {
                Id = LotId.New(),
                ProductId = last.ProductId,
                Code = string.Create(CultureInfo.InvariantCulture, $"{madeOn:yyMM}-{(index % 90) + 10}"),
                MadeOn = madeOn,
                UnitId = products[last.ProductId].OriginUnitId,
            };
            foreach (var maker in last.Makers)
            {
                lot.AddMaker(maker.PersonId, maker.ShareBasisPoints);
            }

            db.Lots.Add(lot);
        }

        await db.SaveImport(ct);
        db.ChangeTracker.Clear();
    }

    private async Task Move(IEnumerable<KeyValuePair<int, int>> moves, CancellationToken ct)
    {
        foreach (var (from, to) in moves)
        {
            await db.Products.Where(product => product.OriginUnitId == from).ExecuteUpdateAsync(set => set.SetProperty(product => product.OriginUnitId, to), ct);
            await db.Producers.Where(producer => producer.UnitId == from).ExecuteUpdateAsync(set => set.SetProperty(producer => producer.UnitId, to), ct);
        }
    }

    /// <summary>For each commune of today one that went into it whole: by the same name if there is one, otherwise the one with the lowest code.</summary>
    private async Task<Dictionary<int, int>> FormerCommunes(CancellationToken ct) =>
        (await db.AdminUnitSuccessions.AsNoTracking().Where(step => step.Kind == "whole" && step.From.Level == AdminLevel.Commune && step.From.Code != "")
            .Select(step => new { step.FromId, step.ToId, step.From.Code, IsNamesake = step.From.FoldedName == step.To.FoldedName }).ToListAsync(ct))
        .GroupBy(step => step.ToId)
        .ToDictionary(steps => steps.Key, steps => steps.OrderByDescending(step => step.IsNamesake).ThenBy(step => step.Code, StringComparer.Ordinal).First().FromId);

    private async Task<DemoLookups> LookUp(CancellationToken ct) => new(
        await db.AdminUnits.Current().Where(unit => unit.Level == AdminLevel.Commune).ToDictionaryAsync(unit => unit.Code, unit => unit.Id, ct),
        await db.EthnicGroups.ToDictionaryAsync(group => group.Slug, group => group.Id, ct),
        await db.Categories.AsNoTracking().ToDictionaryAsync(category => category.Slug, ct),
        await db.Techniques.ToDictionaryAsync(technique => technique.Slug, technique => technique.Id, ct),
        files.Rows<DemoMotifRow>("demo-motifs.csv").ToDictionary(motif => motif.Motif),
        await FormerCommunes(ct));
}
