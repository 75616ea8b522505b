"""`/api/community/`."""

from django.urls import path

from .views import messages, rooms, sockets, staff

app_name = "community"
urlpatterns = [
    path("messages/", messages.MessageListView.as_view(), name="message-list"),
    path("messages/<uuid:message_id>/", messages.MessageDetailView.as_view(), name="message-detail"),
    path("messages/<uuid:message_id>/edits/", messages.MessageEditListView.as_view(), name="message-edits"),
    path("messages/<uuid:message_id>/reactions/<str:kind>/", messages.ReactionView.as_view(), name="reaction-detail"),
    path("messages/<uuid:message_id>/report/", messages.ReportView.as_view(), name="message-report"),
    path("messages/<uuid:message_id>/files/<uuid:file_id>/", messages.MessageFileView.as_view(), name="message-file"),
    path("rooms/", rooms.RoomListView.as_view(), name="room-list"),
    path("rooms/<uuid:room_id>/", rooms.RoomDetailView.as_view(), name="room-detail"),
    path("rooms/<uuid:room_id>/mute/", rooms.RoomChoiceView.as_view(), name="room-mute"),
    path("rooms/<uuid:room_id>/read/", rooms.RoomReadView.as_view(), name="room-read"),
    path("rooms/<uuid:room_id>/members/", rooms.RoomMemberListView.as_view(), name="room-members"),
    path("direct/", rooms.DirectView.as_view(), name="direct-open"),
    path("unread/", rooms.UnreadView.as_view(), name="unread"),
    path("preferences/", rooms.CommunityChoiceView.as_view(), name="choice-detail"),
    path("ticket/", sockets.TicketView.as_view(), name="ticket-create"),
    path("staff/rooms/", staff.StaffRoomListView.as_view(), name="staff-room-list"),
    path("staff/rooms/<uuid:room_id>/", staff.StaffRoomView.as_view(), name="staff-room-detail"),
    path("staff/rooms/<uuid:room_id>/export.csv", staff.RoomExportView.as_view(), name="staff-room-export"),
    path("staff/rooms/<uuid:room_id>/silences/<uuid:person_id>/", staff.SilenceView.as_view(), name="staff-silence"),
    path("staff/messages/<uuid:message_id>/hide/", staff.HideView.as_view(), name="staff-message-hide"),
    path("staff/messages/<uuid:message_id>/show/", staff.ShowView.as_view(), name="staff-message-show"),
    path("staff/messages/<uuid:message_id>/remove/", staff.RemoveView.as_view(), name="staff-message-remove"),
    path("staff/reports/", staff.StaffReportListView.as_view(), name="staff-report-list"),
    path("staff/reports/<uuid:report_id>/decide/", staff.StaffReportDecideView.as_view(), name="staff-report-decide"),
    path("staff/log/", staff.ModerationLogView.as_view(), name="staff-log"),
    path("staff/policy/", staff.RoomPolicyView.as_view(), name="staff-policy"),
]
