using System.Globalization;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Application;

/// <summary>Where an application stands, and what can still be put right.</summary>
public sealed record ShowApplication(ProducerId Producer) : IQuery<ApplicationForm>;

internal sealed class ShowApplicationHandler(MarketplaceDb db) : IRequestHandler<ShowApplication, ApplicationForm>
{
    public async Task<ApplicationForm> Handle(ShowApplication query, CancellationToken ct) => await db.Producers.AsNoTracking()
        .Where(producer => producer.Id == query.Producer)
        .Select(producer => new ApplicationForm
        {
            Slug = producer.Slug,
            Kind = producer.Kind,
            RegistrationNumber = producer.RegistrationNumber,
            Status = producer.Status,
            AppliedAt = producer.AppliedAt,
            ReviewMessage = producer.ReviewMessage,
            NameVi = producer.NameVi,
            NameEn = producer.NameEn,
            ProvinceId = db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.ParentId).FirstOrDefault(),
            UnitId = producer.UnitId,
            AddressLine = producer.AddressLine,
            MemberCount = producer.MemberCount.ToString(CultureInfo.InvariantCulture),
            Phone = Infrastructure.Messaging.Phone.ForPeople(producer.Phone),
            Email = producer.Email,
            Place = db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
        })
        .SingleAsync(ct);
}
