using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Slip;

/// <summary>The origin labels of a part: one for each kind of goods, with the address of its page as a QR code.</summary>
public sealed record ShowLabels(ProducerId Producer, string Number) : IQuery<IReadOnlyList<LabelModel>>;

/// <summary>People are named only while the consent for it is in force.</summary>
public sealed record LabelModel(
    string NameVi, string NameEn, string MakerVi, string MakerEn, string PeopleVi, string PeopleEn, string PlaceVi, string PlaceEn, string Lot, int Quantity, QrPicture Qr);

internal sealed class ShowLabelsHandler(MarketplaceDb db, SiteAddress site) : IRequestHandler<ShowLabels, IReadOnlyList<LabelModel>>
{
    public async Task<IReadOnlyList<LabelModel>> Handle(ShowLabels query, CancellationToken ct)
    {
        var maker = await db.Producers.AsNoTracking().Where(producer => producer.Id == query.Producer)
            .Select(producer => new { producer.NameVi, producer.NameEn, producer.PublicEthnicGroupId })
            .SingleAsync(ct);
        var mayName = await db.Consents.ShowingPeople().AnyAsync(consent => consent.ProducerId == query.Producer, ct);
        var people = mayName
            ? await db.EthnicGroups.Where(group => group.Id == maker.PublicEthnicGroupId).Select(group => new { group.NameVi, group.NameEn }).SingleOrDefaultAsync(ct)
            : null;
        var rows = await db.PartsToMake(query.Producer).AsNoTracking()
            .Where(part => part.Number == query.Number)
            .Join(db.OrderLines, part => part.Id, line => line.ProducerOrderId, (_, line) => line)
            .Join(db.Products, line => line.ProductId, product => product.Id, (line, product) => new { line, product.Slug })
            .Join(db.AdminUnits, row => row.line.OriginUnitId, unit => unit.Id, (row, unit) => new
            {
                row.line.NameVi,
                row.line.NameEn,
                row.line.Quantity,
                row.Slug,
                Lot = db.Lots.Where(lot => lot.Id == row.line.LotId).Select(lot => lot.Code).FirstOrDefault(),
                PlaceVi = unit.NameVi + ", " + unit.Parent!.NameVi,
                PlaceEn = unit.NameEn + ", " + unit.Parent.NameEn,
            })
            .ToListAsync(ct);

        return [.. rows.Select(row => new LabelModel(
            row.NameVi, row.NameEn, maker.NameVi, maker.NameEn, people?.NameVi ?? "", people?.NameEn ?? "", row.PlaceVi, row.PlaceEn, row.Lot ?? "", row.Quantity,
            QrPicture.Of(site.Of($"/p/{row.Slug}"))))];
    }
}
