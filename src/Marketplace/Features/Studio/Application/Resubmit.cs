using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Application;

/// <summary>
/// Corrects an application that came back and sends it in again. The telephone and the address change with the password only, as in the settings of a shop that
/// was let in, and where they went before is told.
/// </summary>
public sealed record ResubmitApplication(
    ProducerId Producer, Actor Actor, bool IsRepresentative, string NameVi, string NameEn, int? ProvinceId, int? UnitId, string AddressLine, long? MemberCount, string Phone, string Email,
    string ContactPassword = "") : ICommand<Result>
{
    /// <summary>Of a company or co-operative; others have none to tell.</summary>
    public string RegistrationNumber { get; init; } = "";
}

internal sealed class ResubmitApplicationValidator : AbstractValidator<ResubmitApplication>
{
    public ResubmitApplicationValidator()
    {
        RuleFor(command => command.RegistrationNumber).Must(number => number.Length <= RegistrationNumbers.LongestTyped).WithErrorCode("studio.registration-required");
        RuleFor(command => command.NameVi).Must(text => Typing.IsLine(text, 2, 120) && text.Count(char.IsLetter) >= 2).WithErrorCode("studio.name-required");
        RuleFor(command => command.NameEn).Must(text => Typing.IsLine(text, 0, 120)).WithErrorCode("studio.name-too-long");
        RuleFor(command => command.ProvinceId).NotNull().WithErrorCode("studio.province-required");
        RuleFor(command => command.UnitId).NotNull().WithErrorCode("studio.commune-required");
        RuleFor(command => command.AddressLine).Must(text => Typing.IsLine(text, 1, 200)).WithErrorCode("studio.address-required");
        RuleFor(command => command.MemberCount).Must(count => count is null or (>= 1 and <= 10_000)).WithErrorCode("studio.member-count-range");
        RuleFor(command => command.Phone).Must(phone => Infrastructure.Messaging.Phone.ToE164(phone) is not null).WithErrorCode("studio.phone-required");
        RuleFor(command => command.Email).Must(Typing.IsEmailOrEmpty).WithErrorCode("studio.email-wrong");
    }
}

internal sealed class ResubmitApplicationHandler(MarketplaceDb db, ShopContact contact) : IRequestHandler<ResubmitApplication, Result>
{
    public async Task<Result> Handle(ResubmitApplication command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return new Refusal("studio.application-representative-only");
        }

        if (!await db.AdminUnits.CommunesOf(command.ProvinceId!.Value).AnyAsync(unit => unit.Id == command.UnitId, ct))
        {
            return new Refusal("studio.commune-required", nameof(command.UnitId));
        }

        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        var sent = producer.Resubmit();
        if (!sent.Succeeded)
        {
            return sent;
        }

        if (RegistrationNumbers.HasOne(producer.Kind))
        {
            if (RegistrationNumbers.Of(command.RegistrationNumber) is not { } registered)
            {
                return new Refusal("studio.registration-required", nameof(command.RegistrationNumber));
            }

            producer.RegistrationNumber = registered;
        }

        var phone = Infrastructure.Messaging.Phone.ToE164(command.Phone)!;
        if (await contact.Change(producer, command.Actor, phone, command.Email, command.ContactPassword, ct) is { } refusal)
        {
            return refusal;
        }

        var before = producer.UnitId;
        (producer.NameVi, producer.NameEn, producer.UnitId, producer.AddressLine) = (command.NameVi, command.NameEn, command.UnitId!.Value, command.AddressLine);

        producer.MemberCount = (int)(command.MemberCount ?? producer.MemberCount);

        // Goods prepared meanwhile were given the place of the shop.
        foreach (var product in await db.Products.SoldBy(producer.Id).Where(product => product.OriginUnitId == before && product.PublishedAt == null).ToListAsync(ct))
        {
            product.OriginUnitId = producer.UnitId;
        }

        return sent;
    }
}
