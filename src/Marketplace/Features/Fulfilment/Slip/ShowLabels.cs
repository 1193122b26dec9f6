using Marketplace.Domain.Orders;
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
        var rows = await db.ProducerOrders.AsNoTracking().SoldBy(query.Producer)
            .Where(part => part.Number == query.Number && part.Status != ProducerOrderStatus.AwaitingPayment)
            .SelectMany(part => part.Lines, (part, line) => new
            {
                line.NameVi,
                line.NameEn,
                line.Quantity,
                Slug = db.Products.Where(product => product.Id == line.ProductId).Select(product => product.Slug).First(),
                Lot = db.Lots.Where(lot => lot.Id == line.LotId).Select(lot => lot.Code).FirstOrDefault(),
                Unit = db.AdminUnits.Where(unit => unit.Id == line.OriginUnitId).Select(unit => new { unit.NameVi, unit.NameEn, ParentVi = unit.Parent!.NameVi, ParentEn = unit.Parent.NameEn }).First(),
                Maker = db.Producers.Where(producer => producer.Id == part.ProducerId).Select(producer => new { producer.NameVi, producer.NameEn }).First(),
                People = db.EthnicGroups
                    .Where(group => db.Producers.Any(producer => producer.Id == part.ProducerId && producer.PublicEthnicGroupId == group.Id)
                        && db.Consents.Any(consent => consent.ProducerId == part.ProducerId && consent.Purpose == Domain.People.ConsentPurpose.PublicEthnicity && consent.WithdrawnAt == null))
                    .Select(group => new { group.NameVi, group.NameEn }).FirstOrDefault(),
            })
            .ToListAsync(ct);

        return [.. rows.Select(row => new LabelModel(
            row.NameVi, row.NameEn, row.Maker.NameVi, row.Maker.NameEn, row.People?.NameVi ?? "", row.People?.NameEn ?? "",
            $"{row.Unit.NameVi}, {row.Unit.ParentVi}", $"{row.Unit.NameEn}, {row.Unit.ParentEn}", row.Lot ?? "", row.Quantity, QrPicture.Of(site.Of($"/products/{row.Slug}"))))];
    }
}
