using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Application;

/// <summary>Corrects an application that came back and sends it in again.</summary>
public sealed record ResubmitApplication(ProducerId Producer, string NameVi, string NameEn, string AddressLine, string Phone, string Email) : ICommand<Result>;

internal sealed class ResubmitApplicationValidator : AbstractValidator<ResubmitApplication>
{
    public ResubmitApplicationValidator()
    {
        RuleFor(command => command.NameVi).Must(text => Typing.IsLine(text, 2, 120)).WithErrorCode("studio.name-required");
        RuleFor(command => command.NameEn).Must(text => Typing.IsLine(text, 0, 120)).WithErrorCode("studio.name-too-long");
        RuleFor(command => command.AddressLine).Must(text => Typing.IsLine(text, 1, 200)).WithErrorCode("studio.address-required");
        RuleFor(command => command.Phone).Must(phone => Phones.Normalise(phone) is not null).WithErrorCode("studio.phone-required");
        RuleFor(command => command.Email).Must(Typing.IsEmailOrEmpty).WithErrorCode("studio.email-wrong");
    }
}

internal sealed class ResubmitApplicationHandler(MarketplaceDb db) : IRequestHandler<ResubmitApplication, Result>
{
    public async Task<Result> Handle(ResubmitApplication command, CancellationToken ct)
    {
        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        (producer.NameVi, producer.NameEn, producer.AddressLine, producer.Phone, producer.Email) =
            (command.NameVi, command.NameEn, command.AddressLine, Phones.Normalise(command.Phone)!, command.Email);

        return producer.Resubmit();
    }
}
